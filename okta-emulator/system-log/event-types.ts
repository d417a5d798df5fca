/** The event types that this emulator records, with Okta's display text and the name of the older Events API. */
export const eventTypes = {
  'user.lifecycle.create': {
    displayMessage: 'Create okta user',
    legacyEventType: 'core.user.config.user_creation.success',
  },
  'user.lifecycle.activate': {
    displayMessage: 'Activate Okta user',
    legacyEventType: 'core.user.config.user_activated',
  },
  'user.lifecycle.deactivate': {
    displayMessage: 'Deactivate Okta User',
    legacyEventType: 'core.user.config.user_deactivated',
  },
  'user.lifecycle.delete.initiated': {
    displayMessage: 'Delete Okta user initiated',
    legacyEventType: 'core.user.config.user_delete.initiated',
  },
  'user.lifecycle.delete.completed': {
    displayMessage: 'Delete Okta user completed',
    legacyEventType: 'core.user.config.user_delete.completed',
  },
  'user.account.update_profile': {
    displayMessage: 'Update user profile for Okta',
    legacyEventType: 'core.user.config.profile_update.success',
  },
  'user.account.update_password': {
    displayMessage: 'User update password for Okta',
    legacyEventType: 'core.user.config.password_update.success',
  },
  'user.authentication.auth_via_mfa': {
    displayMessage: 'Authentication of user via MFA',
    legacyEventType: 'core.user.factor.attempt_success',
    legacyFailureType: 'core.user.factor.attempt_fail',
  },
  'user.session.start': {
    displayMessage: 'User login to Okta',
    legacyEventType: 'core.user_auth.login_success',
  },
  'policy.evaluate_sign_on': {
    displayMessage: 'Evaluation of sign-on policy',
    legacyEventType: null,
  },
  'user.mfa.factor.activate': {
    displayMessage: 'Activate factor or authenticator enrollment method for user',
    legacyEventType: 'core.user.factor.activate',
  },
  'user.mfa.factor.deactivate': {
    displayMessage: 'Reset factor or authenticator enrollment method for user',
    legacyEventType: 'core.user.factor.deactivate',
  },
  'user.mfa.factor.update': {
    displayMessage: 'Update factor for user',
    legacyEventType: 'core.user.factor.update',
  },
  'group.lifecycle.create': { displayMessage: 'Create Okta group', legacyEventType: null },
  'group.lifecycle.delete': { displayMessage: 'Delete Okta group', legacyEventType: null },
  'group.user_membership.add': {
    displayMessage: 'Add user to group membership',
    legacyEventType: 'core.user_group_member.user_add',
  },
  'group.user_membership.remove': {
    displayMessage: 'Remove user from group membership',
    legacyEventType: 'core.user_group_member.user_remove',
  },
  'policy.lifecycle.create': { displayMessage: 'Create policy', legacyEventType: null },
  'policy.lifecycle.update': { displayMessage: 'Update policy', legacyEventType: null },
  'policy.lifecycle.activate': { displayMessage: 'Activate policy', legacyEventType: null },
  'policy.lifecycle.deactivate': { displayMessage: 'Deactivate policy', legacyEventType: null },
  'policy.lifecycle.delete': { displayMessage: 'Delete policy', legacyEventType: null },
  'policy.rule.add': { displayMessage: 'Add policy rule', legacyEventType: 'policy.rule.added' },
  'policy.rule.update': { displayMessage: 'Update policy rule', legacyEventType: null },
  'policy.rule.activate': { displayMessage: 'Activate policy rule', legacyEventType: null },
  'policy.rule.deactivate': { displayMessage: 'Deactivate policy rule', legacyEventType: null },
  'policy.rule.delete': { displayMessage: 'Delete policy rule', legacyEventType: null },
  'system.mfa.factor.activate': {
    displayMessage: 'Activate a new authentication factor',
    legacyEventType: null,
  },
  'system.mfa.factor.deactivate': {
    displayMessage: 'Deactivate MFA factor',
    legacyEventType: null,
  },
  'system.email.delivery': { displayMessage: 'Email delivery', legacyEventType: null },
  'system.email.send_factor_verify_message': {
    displayMessage: 'Send second factor auth email',
    legacyEventType: null,
  },
  'system.voice.send_phone_verification_call': {
    displayMessage: 'Send phone verification call',
    legacyEventType: 'core.user.voice.call_sent.verify',
  },
  'system.sms.send_phone_verification_message': {
    displayMessage: 'Send phone verification SMS message',
    legacyEventType: 'core.user.sms.message_sent.verify',
  },
  'system.sms.send_factor_verify_message': {
    displayMessage: 'Send second factor auth SMS',
    legacyEventType: 'core.user.sms.message_sent.factor',
  },
  'system.org.rate_limit.violation': {
    displayMessage: 'Rate limit violation',
    legacyEventType: 'core.framework.ratelimit.exceeded',
  },
  'core.concurrency.org.limit.violation': {
    displayMessage: 'Too many requests in flight',
    legacyEventType: 'core.concurrency.org.limit.violation',
  },
  'event_hook.created': { displayMessage: 'Create event hook', legacyEventType: null },
  'event_hook.updated': { displayMessage: 'Update event hook', legacyEventType: null },
  'event_hook.verified': { displayMessage: 'Verify event hook', legacyEventType: null },
  'event_hook.activated': { displayMessage: 'Activate event hook', legacyEventType: null },
  'event_hook.deactivated': { displayMessage: 'Deactivate event hook', legacyEventType: null },
  'event_hook.deleted': { displayMessage: 'Delete event hook', legacyEventType: null },
  'event_hook.delivery': { displayMessage: 'Event hook delivery', legacyEventType: null },
} as const satisfies Record<string, EventTypeNames>;

export interface EventTypeNames {
  displayMessage: string;
  legacyEventType: string | null;
  /** Where the older API had another name for the failed act. */
  legacyFailureType?: string;
}

export type EventType = keyof typeof eventTypes;
