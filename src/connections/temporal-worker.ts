import { NativeConnection } from '@temporalio/worker';
import { security, type Address } from './temporal.js';

/** The connection a worker polls with; apart, so that the server does without the worker's SDK. */
export const connectWorkerConnection = (address: Address): Promise<NativeConnection> =>
  NativeConnection.connect({ address: address.TEMPORAL_ADDRESS, ...security(address) });
