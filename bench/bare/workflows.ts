/**
 * The bare thing to compare with: three Updates with nothing behind them. One activity and one search
 * attribute for each, as a product that keeps its state in Temporal alone would do at the least.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { note as noteActivity } from './activities.js';

/** `ordinary`: activities and a search attribute a stage. `local`: local activities and no search attribute. */
export interface BareOptions {
  readonly activities: 'ordinary' | 'local';
  readonly searchAttribute: boolean;
}

export interface BareDecision {
  readonly stage: number;
  readonly actor: string;
}

const ACTORS = ['handler', 'reviewer', 'approver'];
/** One that every namespace of the service has. */
const attribute = defineSearchAttributeKey('Procedure', 'KEYWORD');

const ordinary = proxyActivities<{ note: typeof noteActivity }>({ startToCloseTimeout: '20s' });
const local = proxyLocalActivities<{ note: typeof noteActivity }>({ startToCloseTimeout: '20s' });

const decide = defineUpdate<string, [BareDecision]>('decide');

export async function bareApproval(options: BareOptions): Promise<number> {
  let stage = 0;
  let done = 0;
  setHandler(
    decide,
    async ({ actor }) => {
      stage += 1;
      await (options.activities === 'ordinary' ? ordinary : local).note(actor);
      if (options.searchAttribute) upsertSearchAttributes([{ key: attribute, value: `S${String(stage)}` }]);
      done += 1;
      return `ok:${String(stage)}`;
    },
    {
      validator: ({ actor }) => {
        if (actor !== ACTORS[stage]) throw ApplicationFailure.nonRetryable('not the assignee', 'Forbidden');
      },
    },
  );
  await condition(() => done >= ACTORS.length);
  await condition(allHandlersFinished);
  return stage;
}
