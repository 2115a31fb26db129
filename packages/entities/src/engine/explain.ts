import type { CallMetadata, Explanation } from '../model/index.js';
import { type CheckedPredicate, isTwilioFilter, predicates } from './conditions.js';
import { incomplete, type ListPlan } from './list.js';
import { maxPageSizeOf } from './page-size.js';
import { planRead } from './plan.js';
import type { Runner } from './runner.js';
import { type CheckedSortBy, isTwilioOrder } from './sort.js';
import { onlyInGet } from './unlisted.js';

/** Describes predicates without their values, which may be private: `To =`. */
function toLabels(all: readonly CheckedPredicate[]): string[] {
  return [...new Set(all.map(({ name, operator }) => `${name} ${operator}`))];
}

/** Returns the predicates applied after the read: all except pseudo-columns, which rows do not contain. */
function residualOf({ condition }: ListPlan): CheckedPredicate[] {
  return predicates(condition).filter(({ field }) => field.readable !== false);
}

/** Describes a planned list. */
export function explainList(plan: ListPlan, sortBy?: CheckedSortBy): Explanation {
  const { entityType, reads } = plan;
  const areGets = reads.every(({ isGet }) => isGet);
  const unlisted = areGets ? [] : onlyInGet(entityType);
  const residual = residualOf(plan);
  const unfiltered = toLabels(residual.filter((predicate) => !isTwilioFilter(predicate)));
  const isWhole = residual.length > 0 && reads.some(({ isGet, pushed }) => !isGet && pushed.length === 0);
  const pageRows = maxPageSizeOf(entityType).toLocaleString('en-US');
  return {
    reads: reads.map((read) => {
      const { path } = planRead(entityType, read);
      return { path, query: read.query, pushed: toLabels(read.pushed) };
    }),
    residual: toLabels(residual),
    requests: { least: reads.length, ...(areGets && { most: reads.length }) },
    why: [
      ...(reads.length > 1 && !areGets ? [`${reads.length} narrower reads replace values joined by OR or IN.`] : []),
      ...(areGets
        ? ['Each key takes one GET.']
        : [`A list takes one request per page of up to ${pageRows} rows that match at Twilio.`]),
      ...(isWhole ? ['Twilio cannot apply any part of the condition: the whole list is read.'] : []),
      ...(unfiltered.length > 0
        ? [`Twilio cannot filter by ${unfiltered.join(', ')} here: these are applied after the read.`]
        : []),
      ...(unlisted.length > 0 ? [`Twilio's lists omit ${unlisted.join(', ')}, so these are null here.`] : []),
      ...(entityType.leavesOut && !areGets ? [`${incomplete(entityType)}.`] : []),
      ...(sortBy && !areGets ? [explainOrder(plan, sortBy)] : []),
    ],
  };
}

function explainOrder({ entityType, reads }: ListPlan, by: CheckedSortBy): string {
  return isTwilioOrder(entityType, by, reads)
    ? `Twilio's list is sorted by ${by.name}; the order is verified during the read.`
    : `Twilio cannot sort by ${by.name}: the whole list is read for each page.`;
}

/** Summarizes the cost of a call and where its condition was applied. */
export function toMetadata(runner: Runner, plan?: ListPlan): CallMetadata {
  const { requests, warnings } = runner;
  const pushed = toLabels(plan?.reads.flatMap((read) => read.pushed) ?? []);
  return { requests, pushed, residual: toLabels(plan ? residualOf(plan) : []), warnings };
}
