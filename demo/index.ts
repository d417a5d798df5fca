export { fromEmpty } from './from-empty/from-empty.js';
export { hostVisitors } from './host-visitors.js';
export { playAll } from './play-all.js';
export { startDemo } from './start-demo.js';
