import type { Socket } from 'node:net';

/** The sockets of a test's server that are open. */
export interface KeptSockets {
  /** An error only ends the socket: who breaks off first is not what is tested. */
  keep: (socket: Socket) => void;
  /** Breaks them all off. */
  cut: () => void;
}

export function createKeptSockets(): KeptSockets {
  const sockets = new Set<Socket>();
  return {
    keep(socket) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => sockets.delete(socket));
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
  };
}
