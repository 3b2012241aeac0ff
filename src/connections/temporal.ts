import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Environment } from '../environment.js';
import { createPayloadCodec, readKeyRing } from './codec.js';

export type Address = Pick<Environment, 'TEMPORAL_ADDRESS'> &
  Partial<
    Pick<
      Environment,
      | 'TEMPORAL_TLS_CA_FILE'
      | 'TEMPORAL_TLS_CERT_FILE'
      | 'TEMPORAL_TLS_KEY_FILE'
      | 'TEMPORAL_TLS_SERVER_NAME'
      | 'TEMPORAL_API_KEY'
    >
  >;
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

/**
 * How a connection is protected. Without a certificate authority it is in clear, as on one machine or inside
 * one network.
 */
export function security(address: Address) {
  const read = (path: string | undefined) => (path === undefined ? undefined : readFileSync(path));
  const serverRootCACertificate = read(address.TEMPORAL_TLS_CA_FILE);
  const [crt, key] = [read(address.TEMPORAL_TLS_CERT_FILE), read(address.TEMPORAL_TLS_KEY_FILE)];
  const serverNameOverride = address.TEMPORAL_TLS_SERVER_NAME;
  const apiKey = address.TEMPORAL_API_KEY;
  const tls = serverRootCACertificate && {
    serverRootCACertificate,
    ...(serverNameOverride === undefined ? {} : { serverNameOverride }),
    ...(crt && key ? { clientCertPair: { crt, key } } : {}),
  };
  return { ...(tls ? { tls } : {}), ...(apiKey === undefined ? {} : { apiKey }) };
}

/** A client; close its `connection` when done. */
export async function connectClient(
  environment: Address & Keys & Pick<Environment, 'TEMPORAL_NAMESPACE'>,
): Promise<Client> {
  const connection = await Connection.connect({
    address: environment.TEMPORAL_ADDRESS,
    ...security(environment),
  });
  return new Client({
    connection,
    namespace: environment.TEMPORAL_NAMESPACE,
    dataConverter: dataConverter(environment),
  });
}
