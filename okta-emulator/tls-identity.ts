/** A private key and its certificate, in PEM. */
export interface TlsIdentity {
  key: Buffer;
  cert: Buffer;
}
