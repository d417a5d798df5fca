import { once } from 'node:events';
import { connect } from 'node:net';

/** True if something takes connections at the port of the loopback interface. */
export async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ECONNREFUSED') return false;
    // Whoever is just ending has taken it.
    if (code === 'ECONNRESET') return true;
    throw error;
  } finally {
    socket.destroy();
  }
}
