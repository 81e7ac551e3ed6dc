import { defineLibrary } from './library.ts';

/** Resolves with `{ data, error }` whatever happens, unless `throwOnError` is in the chain. Sent when awaited. */
const told = { fails: 'result', errorIn: 'error' } as const;

export const supabase = defineLibrary({
  name: 'Supabase',
  packages: ['@supabase/supabase-js', '@supabase/ssr', '@supabase/postgrest-js'],
  docs: 'https://supabase.com/docs/reference/javascript/select',
  resource: { kind: 'database', name: 'supabase' },
  aliases: { createServerClient: 'createClient', createBrowserClient: 'createClient', PostgrestClient: 'SupabaseClient', PostgrestTransformBuilder: 'PostgrestFilterBuilder' },
  symbols: {
    createClient: { returns: 'SupabaseClient' },
    'SupabaseClient.from': { returns: 'PostgrestQueryBuilder' },
    'SupabaseClient.schema': { returns: 'this' },
    'PostgrestQueryBuilder.select': {
      effects: [{ kind: 'db-read', target: 'from:0', operation: 'read', lazy: true }],
      returns: 'PostgrestFilterBuilder',
      ...told,
      // Reads alone; `retry(false)` in the chain switches it off.
      retries: {
        of: 'call',
        attempts: 4,
        says: [{ at: 'new:1.retry', counts: 'retries', means: [{ is: false, attempts: 1 }, { is: true, attempts: 4 }] }],
        delay: { first: 1000, factor: 2, max: 30_000 },
        // Of the responses only 503 and 520.
        errors: 'transient',
        versions: [{ below: '2.102.0', attempts: 1 }],
        source: 'https://github.com/supabase/supabase-js/blob/381bded5/packages/core/postgrest-js/src/types/common/common.ts#L8-L18',
      },
    },
    'PostgrestQueryBuilder.insert': {
      effects: [{ kind: 'db-write', target: 'from:0', operation: 'create', payload: '0', lazy: true }],
      returns: 'PostgrestFilterBuilder',
      ...told,
    },
    'PostgrestQueryBuilder.update': {
      effects: [{ kind: 'db-write', target: 'from:0', operation: 'update', payload: '0', lazy: true }],
      returns: 'PostgrestFilterBuilder',
      ...told,
    },
    'PostgrestQueryBuilder.upsert': {
      effects: [{ kind: 'db-write', target: 'from:0', operation: 'upsert', payload: '0', lazy: true }],
      returns: 'PostgrestFilterBuilder',
      ...told,
    },
    'PostgrestQueryBuilder.delete': {
      effects: [{ kind: 'db-write', target: 'from:0', operation: 'delete', lazy: true }],
      returns: 'PostgrestFilterBuilder',
      ...told,
    },
    'SupabaseClient.rpc': {
      effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1', lazy: true }],
      returns: 'PostgrestFilterBuilder',
      ...told,
    },
    'PostgrestFilterBuilder.eq|is|in': { returns: 'this', condition: { field: '0', value: '1' } },
    'PostgrestFilterBuilder.match': { returns: 'this', condition: { field: '0', value: '1' } },
    'PostgrestFilterBuilder.filter': { returns: 'this', condition: { field: '0', value: '2', comparison: '1' } },
    'PostgrestFilterBuilder.neq|gt|gte|lt|lte|like|ilike|likeAllOf|likeAnyOf|ilikeAllOf|ilikeAnyOf|isDistinct|regexMatch|regexIMatch|notIn|contains|containedBy|overlaps|rangeGt|rangeGte|rangeLt|rangeLte|rangeAdjacent|textSearch|not': {
      returns: 'this',
      condition: { asks: '0' },
    },
    'PostgrestFilterBuilder.or': { returns: 'this', condition: { filters: '0' } },
    'PostgrestFilterBuilder.order|limit|range': { returns: 'this' },
    'PostgrestFilterBuilder.select|single|maybeSingle|csv|abortSignal|returns|overrideTypes|explain': { returns: 'this' },
    'PostgrestQueryBuilder|PostgrestFilterBuilder.throwOnError': { returns: 'this', fails: 'rejects' },

    'SupabaseClient.auth.getUser|getSession|getClaims': { effects: [{ kind: 'network', method: '=GET', stake: 'auth' }], ...told },
    'SupabaseClient.auth.signUp|signInWithPassword|signInWithOtp|signInWithOAuth|signOut|verifyOtp|updateUser|refreshSession|resetPasswordForEmail|exchangeCodeForSession': {
      effects: [{ kind: 'network', method: '=POST', payload: '0', stake: 'auth' }],
      ...told,
    },
    'SupabaseClient.auth.admin.getUserById|listUsers': { effects: [{ kind: 'network', method: '=GET', stake: 'auth' }], ...told },
    'SupabaseClient.auth.admin.createUser|updateUserById|deleteUser|inviteUserByEmail|generateLink': {
      effects: [{ kind: 'network', method: '=POST', payload: '0', stake: 'auth' }],
      ...told,
    },
    'SupabaseClient.auth.onAuthStateChange': { callbacks: [{ at: '0', runs: 'later', role: 'event' }] },
    'SupabaseClient.storage.from': { returns: 'StorageFileApi' },
    'StorageFileApi.upload|update|uploadToSignedUrl': { effects: [{ kind: 'file-write', target: '0', payload: '1' }], ...told },
    'StorageFileApi.move|copy': { effects: [{ kind: 'file-write', target: '1' }], ...told },
    'StorageFileApi.remove': { effects: [{ kind: 'file-delete', target: '0' }], ...told },
    'StorageFileApi.download|list|createSignedUrl|createSignedUrls|info|exists': { effects: [{ kind: 'file-read', target: '0' }], ...told },
    'SupabaseClient.functions.invoke': { effects: [{ kind: 'network', target: '0', method: '=POST', payload: '1.body' }], ...told },
    'SupabaseClient.channel': { returns: 'RealtimeChannel' },
    'RealtimeChannel.on': { callbacks: [{ at: '2', runs: 'later', role: 'event', name: '0' }], returns: 'this' },
    'RealtimeChannel.subscribe': { effects: [{ kind: 'consume', target: 'channel:0' }], callbacks: [{ at: '0', runs: 'later' }], returns: 'this', fails: 'never' },
    'RealtimeChannel.send': { effects: [{ kind: 'enqueue', target: 'channel:0', payload: '0' }] },
    'RealtimeChannel.unsubscribe': { cleanup: true },
    'SupabaseClient.removeChannel|removeAllChannels': { cleanup: true },
  },
});
