interface KnownContradiction {
  contradiction: RegExp;
  /** Both, if not given. */
  engine?: 'classic' | 'idx';
  /** What Okta does otherwise than it says in its description. */
  reality: string;
  /** Where that can be seen: a file of the reference data, or a public address. */
  source: string;
}

const description = 'spec/okta-subset-2026.06.3.json';
const unknownInLog = [
  ...['actor/detailEntry', 'target/*/detailEntry', 'outcome/reason', 'legacyEventType'],
  'authenticationContext/(authenticationProvider|credentialProvider|credentialType|interface|issuer)',
  'client/(device|geographicalContext|id|ipAddress|userAgent|zone)',
  'request/ipChain/*/(geographicalContext|source)',
].join('|');

/** Where Okta contradicts its own description, and the emulator does as Okta does. */
export const knownContradictions: readonly KnownContradiction[] = [
  {
    contradiction: /^\w+ 401 is not described$/,
    reality: 'E0000011 and E0000015 have the status 401.',
    source: 'spec/okta-error-codes-2026.08.json',
  },
  {
    contradiction: /^POST \/oauth2\/v1\/token is not described$/,
    reality:
      'The token endpoint is in a description of its own; see also recordings/dpop-token.json.',
    source: 'spec/oauth-minimal-2026.06.3.yaml',
  },
  {
    contradiction: /^GET \/oauth2\/v1\/clients\/\w+\/roles is not described$/,
    reality: 'listRolesForClient is left out of both cuts of the description.',
    source: 'https://github.com/okta/okta-sdk-python, docs/RoleAssignmentClientApi.md',
  },
  {
    contradiction: /^(listGroups|listUsers) 403 \/ must not be null$/,
    reality: 'What the token lacks the scope for is refused with an empty body.',
    source: 'https://github.com/okta/okta-sdk-golang/issues/145',
  },
  {
    contradiction: /^listUsers 400 is not described$/,
    reality: 'A wrong DPoP proof is refused with 400.',
    source: 'https://github.com/okta/okta-sdk-nodejs/issues/453',
  },
  {
    contradiction: /^(listApiTokens|getApiToken) 200 (\/\*)?\/tokenWindow must match pattern /,
    reality: 'A duration such as P30D; the pattern, which has a look-ahead wrong, fits nothing.',
    source: 'spec/okta-setup-subset-2026.06.3.json, example ApiTokenListMetadataResponse',
  },
  {
    contradiction: /^deactivateUser 204 is not described$/,
    reality: 'A user created with activate=false is deactivated with 204.',
    source: 'recordings/user-create-get-404.json',
  },
  {
    contradiction:
      /^(enrollFactor|listFactors|resendEnrollFactor) 200 (\/\*)?\/_links\/resend must be object$/,
    reality: 'The link that resends a text is a list of links.',
    source: 'recordings/factors-enroll-sms.json',
  },
  {
    contradiction: /^(add|replace)Group 200 \/profile\/description must not be null$/,
    reality: 'A group without a description has null for it.',
    source: 'recordings/group-members.json',
  },
  {
    contradiction:
      /^updateUserProfile \/requestBody\/definitions\/custom\/properties\/\w+ must not be null$/,
    reality: 'Null takes an attribute out of the schema.',
    source: `${description}, updateUserProfile ("You must set properties explicitly to null")`,
  },
  {
    contradiction: /^activateFactor \/requestBody must match exactly one schema in oneOf$/,
    reality: 'A pass code alone fits call, email, sms and the others alike.',
    source: `${description}, UserFactorActivateRequest and its example FactorPasscodeRequest`,
  },
  {
    contradiction: /^POST \S+\/lifecycle\/activate\/poll is not described$/,
    reality: 'A pending push factor has a link to where its activation is polled.',
    source: `${description}, example EnrollFactorOVPushResponse`,
  },
  {
    contradiction: /^listAssignedRolesForUser 200 \/\* must match exactly one schema in oneOf$/,
    reality: 'A standard role fits a custom one too: neither needs more than its type.',
    source: 'spec/okta-setup-subset-2026.06.3.json, example StandardRolesListResponse',
  },
  {
    contradiction:
      /^\w+CustomTelephony\w+ 200 (\/\*)?\/providerSettings\/(call|sms) must match exactly one schema in oneOf$/,
    engine: 'idx',
    reality: 'What a provider sends by fits every way to send: none needs a field.',
    source:
      'spec/okta-setup-subset-2026.06.3.json, example CustomTelephonyProviderCredentialsListAllResponseEx',
  },
  {
    contradiction: /^\w+Polic(y|ies) 200 (\/\*)?\/description must not be null$/,
    reality: 'The default of a description is null.',
    source: `${description}, Policy`,
  },
  {
    contradiction: /^listPolicies 400 is not described$/,
    engine: 'classic',
    reality: 'Classic refuses a type of Identity Engine with E0000002.',
    source: 'https://github.com/okta/terraform-provider-okta/issues/1202',
  },
  {
    contradiction: /^\w+Polic(y|ies) 200 (\/\*)?\/_embedded\/resourceType must be object$/,
    engine: 'idx',
    reality: 'The type of what an app sign-in policy is for is a word.',
    source: `${description}, AccessPolicy, which says so and extends Policy, which says otherwise`,
  },
  {
    contradiction: /^\w+PolicyRules? 200 (\/\*)?\/conditions must not be null$/,
    reality: 'A rule without conditions has null for them.',
    source: `${description}, example list-all-access-policy-rule-response`,
  },
  {
    contradiction: new RegExp(
      `^listLogEvents 200 /\\*/(${unknownInLog.replaceAll('/*', '/\\*')}) must not be null$`,
    ),
    reality: 'What Okta does not know about an event is null.',
    source: `events/system-log/*.json; ${description}, LogGeographicalContext ("can be missing")`,
  },
];
