import { treatment } from './treatment.js';

type Content = Record<string, unknown>;

/** The file's content, with what a population does not say for itself taken from what is said for all. */
export function completePopulations(content: unknown): unknown {
  if (!isMapping(content) || !Array.isArray(content['populations'])) return content;
  const forAll = Object.fromEntries(
    Object.entries(content).filter(([key]) => Object.hasOwn(treatment, key)),
  );
  const populations = content['populations'].map((population: unknown) =>
    isMapping(population) ? overlay(forAll, population) : population,
  );
  return { ...content, populations };
}

function overlay(below: Content, above: Content): Content {
  const merged = Object.entries(above).map(([key, value]) => {
    const covered = below[key];
    return [key, isMapping(value) && isMapping(covered) ? overlay(covered, value) : value] as const;
  });
  return { ...below, ...Object.fromEntries(merged) };
}

function isMapping(value: unknown): value is Content {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
