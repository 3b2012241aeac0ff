import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Messages and stacks of failures travel as a payload, so that the codec encrypts them too: the sentence of
 * a refusal
 * may name a person. A module of its own, because the SDK bundles it into the workflows.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
