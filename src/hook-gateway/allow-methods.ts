import type { HookStep } from './hook-step.js';
import { Refusal } from './refusal.js';

/** Refuses every other method, among them those that Express would answer by itself (HEAD, OPTIONS). */
export function allowMethods(...methods: string[]): HookStep {
  return (request, _response, next) => {
    if (!methods.includes(request.method))
      throw new Refusal(405, 'method', { headers: { Allow: methods.join(', ') } });
    next();
  };
}
