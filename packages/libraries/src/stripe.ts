import { defineLibrary } from './library.ts';

/** One attempt more, after a connection was closed, is made in any case and not counted here. */
const retries = {
  of: 'calls',
  attempts: 3,
  says: [{ at: '1.maxNetworkRetries|2.maxNetworkRetries', counts: 'retries' }, { at: 'new:1.maxNetworkRetries', counts: 'retries' }],
  delay: { first: 500, factor: 2, max: 5000, jitter: true },
  // Connection, 409 and 5xx; not 429, unless the answer asks for it.
  errors: 'connection',
  versions: [
    { below: '13.0.0', attempts: 1, delay: { first: 500, factor: 2, max: 2000, jitter: true } },
    { below: '17.0.0', attempts: 2, delay: { first: 500, factor: 2, max: 2000, jitter: true } },
  ],
  source: 'https://github.com/stripe/stripe-node/blob/66394216/src/platform/PlatformFunctions.ts#L85',
} as const;

const read = { effects: [{ kind: 'network', target: '*1', method: '=GET' }], returns: 'Resource' } as const;
const write = { effects: [{ kind: 'network', target: '*1', method: '=POST', stake: 'payment' }], returns: 'Resource' } as const;
const create = { effects: [{ kind: 'network', target: '*1', method: '=POST', payload: '0', stake: 'payment' }], returns: 'Resource' } as const;
const update = { effects: [{ kind: 'network', target: '*1', method: '=POST', payload: '1', stake: 'payment' }], returns: 'Resource' } as const;
const remove = { effects: [{ kind: 'network', target: '*1', method: '=DELETE', stake: 'payment' }], returns: 'Resource' } as const;
/** A bad signature is an answer: the request is not Stripe's. */
const verify = { webhook: true, fails: 'throws', probe: true } as const;

/** `stripe.refunds.create()` and, with a namespace, `stripe.checkout.sessions.create()`. */
export const stripe = defineLibrary({
  name: 'stripe',
  packages: ['stripe'],
  docs: 'https://docs.stripe.com/api?lang=node',
  aliases: { default: 'Stripe' },
  symbols: {
    Stripe: { returns: 'Stripe', retries },
    'Stripe.*.retrieve|list|search|preview|pdf|retrieveUpcoming|retrieveCurrent|retrievePaymentMethod|retrieveSource|retrieveRefund|retrieveReversal|retrieveTaxId|retrieveExternalAccount|retrievePerson|retrieveCapability|retrieveBalanceTransaction|retrieveCashBalance':
      read,
    'Stripe.*.listLineItems|listUpcomingLines|listPaymentMethods|listSources|listRefunds|listReversals|listTaxIds|listExternalAccounts|listPersons|listCapabilities|listBalanceTransactions|listPreviewLineItems|listComputedUpfrontLineItems':
      read,
    'Stripe.*.create|createPreview': create,
    'Stripe.*.update': update,
    'Stripe.*.cancel|capture|confirm|pay|attach|detach|refund|reverse|resume|close|approve|accept|reject|expire|release|verifyMicrodeposits|incrementAuthorization|applyCustomerBalance|createRefund|createReversal|createSource|createTaxId|createExternalAccount|createPerson|createLoginLink|createBalanceTransaction|createFundingInstructions|createUsageRecord':
      write,
    'Stripe.*.finalizeInvoice|finalizeQuote|sendInvoice|voidInvoice|voidCreditNote|markUncollectible|addLines|updateLines|removeLines|attachPayment|migrate|updateSource|verifySource|updateExternalAccount|updatePerson|updateCapability|updateCashBalance|updateRefund|updateReversal|updateBalanceTransaction|updateLineItem':
      write,
    'Stripe.*.del|deleteDiscount|deleteExternalAccount|deletePerson|deleteSource|deleteTaxId|deleteFeature': remove,
    'Stripe.checkout|billing|billingPortal|issuing|terminal|treasury|tax|radar|identity|financialConnections|climate|entitlements|reporting|testHelpers.*.retrieve|list|find|listLineItems':
      read,
    'Stripe.checkout|billing|billingPortal|issuing|terminal|treasury|tax|radar|identity|financialConnections|climate|entitlements|reporting|testHelpers.*.create|createFromCalculation|createReversal':
      create,
    'Stripe.checkout|billing|billingPortal|issuing|terminal|treasury|tax|radar|identity|financialConnections|climate|entitlements|testHelpers.*.update': update,
    'Stripe.checkout|billing|billingPortal|issuing|terminal|treasury|tax|identity|financialConnections|climate|testHelpers.*.expire|cancel|approve|decline|activate|deactivate|archive|disconnect|redact|refresh|subscribe|processPaymentIntent|processSetupIntent|refundPayment|cancelAction|voidGrant|advance':
      write,
    'Stripe.terminal|radar|testHelpers.*.del': remove,
    'Resource.autoPagingEach': { effects: [{ kind: 'network', method: '=GET' }], callbacks: [{ at: '0', runs: 'each' }] },
    'Resource.autoPagingToArray': { effects: [{ kind: 'network', method: '=GET' }] },
    'webhooks.constructEvent|constructEventAsync': verify,
    'Stripe.webhooks.constructEvent|constructEventAsync': verify,
    'Stripe.webhooks.signature.verifyHeader|verifyHeaderAsync': verify,
    'Stripe.parseEventNotification|parseEventNotificationAsync|parseThinEvent': verify,
    'Stripe.oauth.token|deauthorize': { effects: [{ kind: 'network', target: '=oauth', method: '=POST', stake: 'auth' }] },
    'Stripe.rawRequest': { effects: [{ kind: 'network', target: '1', method: '0', payload: '2', stake: 'payment' }] },
  },
});
