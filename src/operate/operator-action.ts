import type { CorrectPhoneRequest, OperatorRequest, ResumeRequest } from '../contract/operator.js';

/** What an operator can have done to a run. `cancel` is Temporal's own; the others are updates and signals of the workflow. */
export type OperatorAction =
  | { act: 'resume'; request: ResumeRequest }
  | { act: 'resendActivation'; request: OperatorRequest }
  | { act: 'correctPhone'; request: CorrectPhoneRequest }
  | { act: 'undo'; request: OperatorRequest }
  | { act: 'cancel'; request: OperatorRequest };
