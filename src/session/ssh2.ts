import './quick-keys.ts';
import './diffie-hellman.ts';

/** The package, loaded after node:crypto has been changed, of which it takes the functions as they are then. */
export { default as ssh2 } from 'ssh2';
