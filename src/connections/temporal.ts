import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';
import type { Environment } from '../environment.js';
import { createPayloadCodec, readKeyRing } from './codec.js';

type Address = Pick<Environment, 'TEMPORAL_ADDRESS'>;
type Keys = Pick<Environment, 'PAYLOAD_KEYS'>;

/** The failure converter's module, compiled or not: the SDK loads it by path. */
function failureConverterPath(): string {
  const compiled = fileURLToPath(new URL('./failure-converter.js', import.meta.url));
  return existsSync(compiled) ? compiled : fileURLToPath(new URL('./failure-converter.ts', import.meta.url));
}

/** What client and worker must share: the codec, and failures whose text is encrypted. */
export const dataConverter = ({ PAYLOAD_KEYS }: Keys): DataConverter => ({
  failureConverterPath: failureConverterPath(),
  payloadCodecs: [createPayloadCodec(readKeyRing(PAYLOAD_KEYS))],
});

/** A client; close its `connection` when done. */
export async function connectClient(
  environment: Address & Keys & Pick<Environment, 'TEMPORAL_NAMESPACE'>,
): Promise<Client> {
  const connection = await Connection.connect({ address: environment.TEMPORAL_ADDRESS });
  return new Client({
    connection,
    namespace: environment.TEMPORAL_NAMESPACE,
    dataConverter: dataConverter(environment),
  });
}

/** The connection a worker polls with. */
export const connectWorkerConnection = ({ TEMPORAL_ADDRESS }: Address): Promise<NativeConnection> =>
  NativeConnection.connect({ address: TEMPORAL_ADDRESS });
