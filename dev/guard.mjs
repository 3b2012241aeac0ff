// Stops what a command started when the command itself is gone, however it went: the pipe on stdin closes
// with it. Lines: `+PID` a process (and its group) was started, `-PID` it has ended.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const GRACE_MS = 3_000;
const pids = new Set();

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const pid = Number(line.slice(1));
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (line.startsWith('+')) pids.add(pid);
  else pids.delete(pid);
});
lines.on('close', async () => {
  for (const pid of [...pids].reverse()) await end(pid);
  process.exit(0);
});

async function end(pid) {
  send(pid, 'SIGTERM');
  const until = Date.now() + GRACE_MS;
  while (lives(pid) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 25));
  send(pid, 'SIGKILL');
}

function send(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** One that has ended but that nobody has collected answers signals too; Linux tells it apart. */
function lives(pid) {
  if (!send(pid, 0)) return false;
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}
