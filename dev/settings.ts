/** Settings of the local stack itself; those of its processes are in src/environment.ts. */

/** The ports on loopback, each with the setting that changes it. */
export const defaultPorts = {
  TEMPORAL_PORT: 7233,
  TEMPORAL_UI_PORT: 8233,
  MONGODB_PORT: 27_017,
  SMTP_PORT: 1025,
  INBOX_PORT: 1080,
  HTTP_PORT: 3000,
  WORKER_METRICS_PORT: 9464,
} as const;

/** A port for each of the settings. */
export type Ports = Readonly<Record<keyof typeof defaultPorts, number>>;

/** The ports from the environment; throws on one that is no port. */
export function readPorts(environment: NodeJS.ProcessEnv = process.env): Ports {
  const entries = Object.entries(defaultPorts).map(([name, usual]) => {
    const given = environment[name];
    const port = given === undefined || given === '' ? usual : Number(given);
    if (Number.isInteger(port) && port > 0 && port < 65_536) return [name, port];
    throw new Error(`${name}=${String(given)} 不是端口号 · is not a port`);
  });
  const ports = Object.fromEntries(entries) as Ports;
  const taken = Object.values(ports);
  if (new Set(taken).size === taken.length) return ports;
  throw new Error(`端口设置重复 · two of the ports are the same: ${JSON.stringify(ports)}`);
}

/** A setting of the environment; an empty one counts as not set. */
export function given(name: string, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const value = environment[name];
  return value === undefined || value === '' ? undefined : value;
}
