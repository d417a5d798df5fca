import { appendFileSync } from 'node:fs';
import { Socket } from 'node:net';

// Loaded before a process: each connection that it tries to make is written down in a file, as the name or address that was asked for, and the port; or as a path.
const file = process.env['CONNECTIONS_FILE'];
const { connect } = Socket.prototype;

Socket.prototype.connect = function (...parameters) {
  let name;
  this.once('lookup', (error, _address, _family, host) => {
    name = host;
    if (error) appendFileSync(file, `${host}\n`);
  });
  this.on('connectionAttempt', (address, port) => {
    appendFileSync(file, port === undefined ? `${address}\n` : `${name ?? address}:${port}\n`);
  });
  return Reflect.apply(connect, this, parameters);
};
