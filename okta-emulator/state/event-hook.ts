export interface EventHook {
  /** `who…` */
  id: string;
  name: string;
  description?: string | undefined;
  status: 'ACTIVE' | 'INACTIVE';
  verificationStatus: 'UNVERIFIED' | 'VERIFIED';
  created: Date;
  createdBy: string;
  lastUpdated: Date;
  /** The event types it wants. */
  items: string[];
  channel: {
    uri: string;
    headers: { key: string; value: string }[];
    /** `value` is write-only. */
    authScheme: { key: string; value: string } | undefined;
  };
}
