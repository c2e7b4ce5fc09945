/*
 * The refresh protocol as a model for spin: clients, one server, one stored record, one kernel lock (ADR 11).
 *
 *   spin -a -DPOLICY=0 refresh.pml && gcc -O2 -DSAFETY -DCOLLAPSE -o pan pan.c && ./pan -m30000
 *   spin -a -DPOLICY=0 -DLIVE refresh.pml && gcc -O2 -DCOLLAPSE -DNFAIR=3 -o pan pan.c && ./pan -a -f -m30000
 *
 * POLICY is what the server does with a refresh token that it has replaced: 0 fatal, 1 grace, 2 idempotent, 3 none.
 * Under 0, 1 and 2 it may also keep a refresh token at any refresh, and replace it at the next.
 *
 * PROPERTIES. The name stands in the assertion, so that the verifier says which one failed.
 *   S1_no_double_spend      Under `fatal` no refresh token is sent whose raw answer is kept, and none is sent twice while
 *                           the old access token lives. Under every policy the family is revoked only after a lost
 *                           answer and only when the old access token was over.
 *   S2_one_in_the_section   Two clients are never both between CP1 and unlock.
 *   S3_served               Whoever asks for a token is through in the end, also those who wait for the lock (LIVE: LTL,
 *                           weak fairness).
 *   S4_lost_only_in_window  As long as no answer of the server was lost between sending and CP7, the newest refresh token
 *                           is in the record or in its raw answer, the family lives, and the record is not marked dead.
 *   S5_lenient_loses_none   Under `none` and `idempotent`, and under `grace` as long as the client counts itself inside
 *                           the window, the family lives and the record is not marked dead.
 *   S6_one_replay           Under `fatal` no refresh token is sent again after a living process has sent it for at least
 *                           the second time and has written down that no answer came (reset, deadline; not a 5xx). A server
 *                           that was seen to keep its refresh token is not counted.
 *   S7_one_refresh          Without a death after CP3 and without a fault there is at most one request per expiry, and
 *                           nobody leaves empty-handed: exactly one for those who asked.
 *   S8_never_backwards      No write makes the newest generation in the record fall.
 *   S9_login_only_after_loss  "Log in" is said without asking the server only after a living process has seen that no
 *                           answer came to a replay, whether or not the server had acted; after a refusal only when an
 *                           answer was lost (S4). No number of kills between CP4 and sending suffices.
 *
 * ASSUMPTIONS; a switch of LIMITS takes each away.
 *   - The server judges requests in the order in which they were sent, also those of the dead.
 *   - A replay that leaves inside the client's grace window arrives inside the server's: the client's is smaller by a
 *     margin.
 *   - An invalid_grant other than "already being processed" is about the refresh token.
 *
 * BOUNDS (-D). N clients (3). AGES steps of ageing in all (3): good -> short -> over, or good -> over at once; "short" is
 * alive and not good enough. ORPHANS requests on their way at the same time whose senders have died or given up (2).
 * Everything else is unbounded: a client runs `token` again and again, may die at any step of any run, a fresh process
 * follows, and any request or answer may be lost, put off or waited for in vain, any number of times. LIVE bounds
 * these as well: ROUNDS runs per client, DEATHS, FAULTS; CALM has no deaths and no faults.
 *
 * NOT MODELLED: clocks (only the life of a token and the ends of the grace windows, each at any moment), a second
 * record of the same login, other programs that write the record, `oauthctl refresh`, login and logout, power loss (a
 * write is one step, visible and durable; a lock is one lock), what an answer says and whether it can be judged, a
 * server that forgets what it has answered.
 *
 * MUTANTS (-D), each a protocol that must fail:
 *   NO_LOCK          nobody takes the lock                            S2
 *   STALE_LOCK       the lock of a holder that is slow is broken      S2
 *   LOCK_OUTLIVES    the lock of a dead holder stays                  S3 (LIVE)
 *   NO_REREAD        the record is not read again under the lock      S8 (CALM)
 *   NO_ADOPT         a token renewed meanwhile is renewed again       S7 (CALM)
 *   NO_INTENT        no intent before sending                         S1
 *   JUDGE_FIRST      no raw answer before judging                     S4
 *   IGNORE_ANSWERED  a raw answer found in the record is passed over  S1
 *   REPLAY_ALIVE     replayed although the old access token lives     S1
 *   KEPT_IS_NONE     the same, where the server kept the token once   S1
 *   NO_LAST_TRY      the observed loss of a replay is not written     S6
 *   LAST_TRY_FIRST   it is written before the replay leaves           S9
 *   KEEP_OLD         the commit keeps the old refresh token           S4
 *   BUSY_IS_DEAD     "already being processed" marks the record dead  S4
 *   EARLY_UNLOCK     the lock is given back before the commit         S1
 *   FORGET           an unjudged replay leaves no pending behind      S6 under fatal, S5 under grace
 *   NEW_WINDOW       each replay begins the grace window anew         S5 under grace
 *   SHOW_ALWAYS      `previous` is shown under fatal                  S1 (BLOCKED)
 *   SHOW_AFTER_LOSS  `previous` is shown while something is pending   S1 (BLOCKED, idempotent)
 *   SHOW_IN_GRACE    `previous` is shown under grace                  S1 (BLOCKED)
 *
 * LIMITS (-D), the same protocol in a harder world. What fails there is not promised:
 *   OVERTAKE  a request of a dead client may arrive after later ones: it can end a login that was just renewed      S1
 *   SLOW      a replay may leave inside the grace window and arrive outside                                         S1
 *
 * BLOCKED (-D): an invalid_grant may be not about the token. The record may then be marked dead in vain, but nothing else
 * is lost: S1 to S9 hold under every policy.
 */

#define FATAL 0
#define GRACE 1
#define IDEMPOTENT 2
#define NEVER 3 /* policy `none` */

#ifndef POLICY
#define POLICY FATAL
#endif
/* What the client takes the server for; apart from POLICY only to see what a wrong setting does. */
#ifndef BELIEF
#define BELIEF POLICY
#endif
#ifndef N
#define N 3
#endif
#ifndef ORPHANS
#define ORPHANS 2
#endif
#ifndef DEATHS
#define DEATHS 1
#endif
#ifndef FAULTS
#define FAULTS 1
#endif
#ifndef AGES
#define AGES 3
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif

#define NOBODY 255
#define BIT(g) (1 << (g))

/* Life of the newest access token in the record. */
#define OVER 0
#define SHORT 1
#define GOOD 2

/* pending */
#define NONE 0
#define SENT 1
#define ANSWERED 2

/* rotates */
#define UNKNOWN 0
#define YES 1
#define NO 2

/* What comes back. */
#define NOTHING 0
#define TOKENS 1
#define INVALID 2 /* invalid_grant */
#define UNJUDGED 3 /* "already being processed", 429: an answer, but not about the token */
#define BROKEN 4 /* reset, timeout, 5xx, nonsense */

/* Where a client is; a client may die in each place but REST. */
#define REST 0
#define CP0 1 /* waits for the lock */
#define CP1 2 /* has it */
#define CP2 3 /* a refresh is due */
#define CP3 4 /* connected */
#define CP4 5 /* intent kept */
#define CP5 6 /* sent */
#define CP6 7 /* answered, nothing kept */
#define CP7 8 /* raw answer kept */
#define CP8 9 /* judged */
#define CP9 10 /* new tokens kept */
#define REFUSED 11 /* invalid_grant */
#define DENIED 12 /* the same, the record as before */
#define PUT_OFF 13 /* unjudged */
#define LOST 14 /* ambiguous */
#define UNDO 15 /* `previous` did not help */
#define DOOMED 16 /* the same, the record as before */
#define LEAVE 17 /* nothing more to do under the lock */

typedef Record {
  byte rt; /* generation of the refresh token */
  byte acc; /* generation of the access token */
  byte pend;
  bool last; /* lastTry */
  byte ansRt;
  byte ansAcc;
  byte prev; /* generation of `previous`, NOBODY for none */
  bool dead;
  byte rotates
}

typedef Client {
  byte pc;
  byte seen; /* the access token it found not good enough */
  Record r; /* what it has read */
  bool wasSent; /* pending before this request */
  bool final; /* this request is the last try */
  bool tried; /* the previous token */
  byte inbox;
  byte ansRt;
  byte ansAcc
}

Record store;
Client c[N];
byte owner = NOBODY;
byte life = GOOD;
byte newest; /* newest access token that was ever in the record: `life` is its life */

/* The server. */
byte cur; /* generation of the refresh token that is valid */
bool revoked;
chan req = [4] of { byte, byte }; /* who, generation; holds ORPHANS + 1 */
#if POLICY == GRACE
/* The client's window ends before the server's; LOOSE: it was opened after the server's, and may end later. */
#define OPEN 1
#define LOOSE 2
byte clientWindow; /* counted from the first send */
#ifdef BLOCKED
byte prevWindow; /* counted from the arrival of the present token */
#else
#define prevWindow OPEN /* nobody asks */
#endif
bool serverWindow;
bool inWindow; /* a client has decided to replay inside it */
#endif

byte ages = AGES;
#ifdef LIVE
byte deaths = DEATHS;
byte faults = FAULTS;
#define MAY_DIE (deaths > 0)
#define DIED deaths--
#define MAY_FAIL (faults > 0)
#define FAILED faults--; quiet = 0; requests = 0; expired = 0
#else
#ifdef CALM
#define MAY_DIE false
#define MAY_FAIL false
#else
#define MAY_DIE true
#define MAY_FAIL true
#endif
#define DIED skip
#define FAILED quiet = 0; requests = 0; expired = 0
#endif
/* Whether a request may be left behind on its way. */
#define ROOM (ME.pc != CP5 || ME.inbox != NOTHING || len(req) <= ORPHANS)

/* Watched, and read by nobody but the assertions. */
byte inside; /* clients between CP1 and unlock */
byte lost; /* bit per refresh token whose answer was lost */
byte known; /* bit per refresh token whose answer is kept */
byte sends; /* of the record's refresh token, where the server may have judged it: 0, 1, more */
bool missed; /* a living process has seen that no answer came to a replay */
bool quiet = 1; /* nobody has died after CP3, and nothing has failed */
byte requests; /* while it was quiet */
byte expired; /* while it was quiet */

/* Names for assertions, always false. */
bool S1_no_double_spend;
bool S2_one_in_the_section;
bool S4_lost_only_in_window;
bool S5_lenient_loses_none;
bool S6_one_replay;
bool S7_one_refresh;
bool S8_never_backwards;
bool S9_login_only_after_loss;

#define ME c[me]
#define copy(a, b) a.rt = b.rt; a.acc = b.acc; a.pend = b.pend; a.last = b.last; a.ansRt = b.ansRt; \
  a.ansAcc = b.ansAcc; a.prev = b.prev; a.dead = b.dead; a.rotates = b.rotates

#define LIFE(a) (a == newest -> life : OVER)
#define RENEWED (store.acc != ME.seen && LIFE(store.acc) != OVER && !store.dead)

/* The table of the lost answer. */
#if POLICY == GRACE
#define IN_GRACE (BELIEF == GRACE && clientWindow)
#ifdef SHOW_IN_GRACE
#define MAY_SHOW_PREVIOUS (BELIEF == GRACE && prevWindow)
#else
#define MAY_SHOW_PREVIOUS false
#endif
#else
#define IN_GRACE false
#ifdef SHOW_ALWAYS
#define MAY_SHOW_PREVIOUS true
#else
#define MAY_SHOW_PREVIOUS (BELIEF == IDEMPOTENT)
#endif
#endif
#define REPLAYS (BELIEF == NEVER || BELIEF == IDEMPOTENT || IN_GRACE)
#ifdef REPLAY_ALIVE
#define POSTPONES false
#elif defined(KEPT_IS_NONE)
#define POSTPONES (LIFE(ME.r.acc) != OVER && ME.r.rotates != NO)
#else
#define POSTPONES (LIFE(ME.r.acc) != OVER)
#endif
#define KEEPS (ME.r.rotates == NO) /* the server kept its refresh token when last seen */

#ifdef SHOW_AFTER_LOSS
#define UNTROUBLED true
#else
#define UNTROUBLED (!ME.wasSent)
#endif

/* The newest refresh token in a record. */
#define NEWEST_RT(r) (r.prev != NOBODY && r.prev > r.rt -> r.prev : r.rt)

#ifdef BLOCKED
#define DEAD false
#else
#define DEAD store.dead
#endif

/* S4 and S5, wherever nobody is in the section. */
inline atRest() {
  if
  :: owner == NOBODY ->
    assert(lost || !revoked && !DEAD &&
      (NEWEST_RT(store) == cur || store.pend == ANSWERED && store.ansRt == cur) || S4_lost_only_in_window);
#if POLICY == NEVER || POLICY == IDEMPOTENT
    assert(!revoked && !DEAD && cur <= store.rt + 1 || S5_lenient_loses_none)
#elif POLICY == GRACE
    assert(!(store.pend == SENT && clientWindow) || !revoked && !DEAD || S5_lenient_loses_none)
#endif
  :: else
  fi
}

inline write() {
  assert(NEWEST_RT(store) <= NEWEST_RT(ME.r) && store.acc <= ME.r.acc || S8_never_backwards);
  copy(store, ME.r)
}

/* Another try in the same process, after a pause. */
inline forgetTry() {
  ME.wasSent = 0; ME.final = 0; ME.tried = 0; ME.inbox = NOTHING; ME.ansRt = 0; ME.ansAcc = 0;
  ME.r.rt = 0; ME.r.acc = 0; ME.r.pend = 0; ME.r.last = 0; ME.r.ansRt = 0; ME.r.ansAcc = 0; ME.r.prev = 0;
  ME.r.dead = 0; ME.r.rotates = 0;
  who = 0; gen = 0; i = 0
}

/* A process that ends, by itself or by force. */
inline forget() {
  ME.seen = 0;
  forgetTry()
}

inline unlock() {
  if
  :: owner == me -> owner = NOBODY
  :: else
  fi;
#if POLICY == GRACE
  inWindow = 0;
#endif
  inside--
}

inline die() {
  ME.r.dead = 1; ME.r.pend = NONE; ME.r.last = 0;
  write();
  ME.pc = LEAVE
}

/* The lock is given back. */
inline pause() {
  unlock(); forgetTry();
  ME.pc = CP0;
  atRest()
}

/* Whether this was a replay; some of them the client does not know for such. */
inline seeLoss() {
  missed = (missed || ME.final || sends == 2 && !KEEPS)
}

/* The present and the previous refresh token change places. */
inline swap() {
  i = ME.r.prev; ME.r.prev = ME.r.rt; ME.r.rt = i; i = 0
}

/* The answer to a request on the way will find nobody. */
inline hangUp() {
  i = len(req);
  do
  :: i > 0 ->
    req?who, gen;
    if
    :: who == me -> who = NOBODY
    :: else
    fi;
    req!who, gen;
    i--
  :: else -> break
  od;
  i = 0; who = 0; gen = 0
}

proctype client(byte me) {
  byte who, gen, i;
#ifdef LIVE
  byte rounds = ROUNDS;
#endif

end:
  do
  /* Read; good enough: print. Dead: say so. */
#ifdef LIVE
  :: d_step { ME.pc == REST && rounds > 0 && (LIFE(store.acc) == GOOD || store.dead) -> rounds-- }
  :: d_step { ME.pc == REST && rounds > 0 && LIFE(store.acc) != GOOD && !store.dead ->
      rounds--;
#else
  :: d_step { ME.pc == REST && LIFE(store.acc) != GOOD && !store.dead ->
#endif
      ME.seen = store.acc;
#ifdef NO_REREAD
      copy(ME.r, store);
#endif
      ME.pc = CP0 }

  /* The record was replaced while it waited. */
#if !defined(NO_ADOPT) && !defined(NO_REREAD)
  :: d_step { ME.pc == CP0 && RENEWED -> forget(); ME.pc = REST }
#endif

#if defined(NO_LOCK)
  :: d_step { ME.pc == CP0 ->
#elif defined(STALE_LOCK)
  :: d_step { ME.pc == CP0 && owner != me ->
#else
  :: d_step { ME.pc == CP0 && owner == NOBODY ->
#endif
      owner = me; inside++;
      assert(inside == 1 || S2_one_in_the_section);
      ME.pc = CP1 }

  /* Read again, and decide. */
  :: d_step { ME.pc == CP1 ->
#ifndef NO_REREAD
      copy(ME.r, store);
#endif
      if
#if !defined(NO_ADOPT) && !defined(NO_REREAD)
      :: RENEWED -> ME.pc = LEAVE
#endif
      :: else ->
        if
        :: ME.r.dead ->
          assert(!quiet || S7_one_refresh);
          ME.pc = LEAVE
        :: !ME.r.dead && ME.r.pend == NONE -> ME.pc = CP2
        :: !ME.r.dead && ME.r.pend == ANSWERED ->
#ifdef IGNORE_ANSWERED
          ME.pc = CP2
#else
          ME.pc = CP7
#endif
        :: !ME.r.dead && ME.r.pend == SENT ->
          if
          :: REPLAYS ->
#if POLICY == GRACE
            inWindow = (IN_GRACE && clientWindow == OPEN);
#endif
            ME.pc = CP2
          :: !REPLAYS && POSTPONES ->
            assert(!quiet || S7_one_refresh);
            ME.pc = LEAVE
          :: !REPLAYS && !POSTPONES && KEEPS -> ME.pc = CP2
          :: !REPLAYS && !POSTPONES && !KEEPS && !ME.r.last -> ME.final = 1; ME.pc = CP2
          :: else ->
            assert(missed || S9_login_only_after_loss);
            assert(!quiet || S7_one_refresh);
            ME.pc = LEAVE
          fi
        fi
      fi }

  :: d_step { ME.pc == CP2 -> ME.pc = CP3 }
  /* Not sent: the lock is given back for the pause. */
  :: d_step { ME.pc == CP2 && MAY_FAIL && !ME.tried -> FAILED; pause() }
  :: d_step { ME.pc == CP2 && MAY_FAIL && ME.tried -> FAILED; ME.pc = UNDO }

  /* The intent. Of a replay it stays as it was: `at` that of the first send, lastTry what a process has seen. */
  :: d_step { ME.pc == CP3 ->
      ME.wasSent = (ME.r.pend == SENT);
#if POLICY == GRACE
      if
#ifdef NEW_WINDOW
      :: true -> clientWindow = (ME.r.rt == cur -> OPEN : LOOSE)
#else
      :: ME.r.pend != SENT -> clientWindow = (ME.r.rt == cur -> OPEN : LOOSE)
      :: else
#endif
      fi;
#endif
#ifndef NO_INTENT
#ifdef LAST_TRY_FIRST
      ME.r.last = (ME.r.last || ME.final);
#endif
      ME.r.pend = SENT;
      write();
#endif
      ME.pc = CP4 }

  :: d_step { ME.pc == CP4 ->
      if
      :: quiet -> requests++
      :: else
      fi;
      assert(!quiet || requests <= expired || S7_one_refresh);
#if POLICY == FATAL
      sends = (sends == 0 -> 1 : 2);
      assert(!(known & BIT(ME.r.rt)) && (sends == 1 || LIFE(store.acc) == OVER) || S1_no_double_spend);
      assert(!missed || S6_one_replay);
#endif
      req!me, ME.r.rt;
      ME.pc = CP5 }

  :: d_step { ME.pc == CP5 && ME.inbox == TOKENS -> ME.inbox = NOTHING; ME.pc = CP6 }
  /* A refusal has replaced nothing. */
  :: d_step { ME.pc == CP5 && (ME.inbox == INVALID || ME.inbox == UNJUDGED) ->
      if
      :: sends > 0 -> sends--
      :: else
      fi;
      ME.pc = (ME.inbox == INVALID -> REFUSED : PUT_OFF);
      ME.inbox = NOTHING }
  :: d_step { ME.pc == CP5 && ME.inbox == BROKEN -> ME.inbox = NOTHING; ME.pc = LOST }
  /* An answer that says nothing: the server is in trouble, and most likely has done nothing. */
  :: d_step { ME.pc == CP5 && ME.inbox == BROKEN && !ME.tried -> ME.inbox = NOTHING; ME.pc = LEAVE }
  /* The deadline; the request is still on its way. */
  :: d_step { ME.pc == CP5 && ME.inbox == NOTHING && MAY_FAIL && ROOM -> FAILED; hangUp(); ME.pc = LOST }

  /* The raw answer. From here on nothing may be lost. */
  :: d_step { ME.pc == CP6 ->
      ME.r.ansRt = ME.ansRt; ME.r.ansAcc = ME.ansAcc; ME.r.last = 0;
      known = known | BIT(ME.r.rt);
#if POLICY == GRACE && defined(BLOCKED)
      prevWindow = (ME.wasSent || ME.tried || !serverWindow -> LOOSE : OPEN);
#endif
#ifdef JUDGE_FIRST
      ME.r.pend = NONE;
#else
      ME.r.pend = ANSWERED;
      write();
#endif
      ME.ansRt = 0; ME.ansAcc = 0; ME.wasSent = 0; ME.final = 0; ME.tried = 0;
      ME.pc = CP7 }

  :: d_step { ME.pc == CP7 ->
#ifdef EARLY_UNLOCK
      unlock();
#endif
      ME.pc = CP8 }

  :: d_step { ME.pc == CP8 ->
      ME.r.rotates = (ME.r.ansRt == ME.r.rt -> NO : YES);
      known = (ME.r.ansRt == ME.r.rt -> known & ~BIT(ME.r.rt) : known);
#ifndef KEEP_OLD
      ME.r.prev = (ME.r.ansRt == ME.r.rt -> NOBODY : ME.r.rt);
      ME.r.rt = ME.r.ansRt;
#endif
      ME.r.acc = ME.r.ansAcc;
      ME.r.ansRt = 0; ME.r.ansAcc = 0; ME.r.pend = NONE; ME.r.last = 0;
      write();
      if
      :: ME.r.acc > newest -> newest = ME.r.acc; life = GOOD; sends = 0; missed = 0
      :: else
      fi;
      if
      :: ME.r.rt == cur -> lost = 0
      :: else
      fi;
#if POLICY == GRACE
      clientWindow = 0;
#endif
#ifdef EARLY_UNLOCK
      forget();
      ME.pc = REST }
#else
      ME.pc = CP9 }
#endif

  :: d_step { (ME.pc == CP9 || ME.pc == LEAVE) -> unlock(); forget(); ME.pc = REST; atRest() }

  /* invalid_grant: the record is as it was before this request. */
  :: d_step { ME.pc == REFUSED && ME.tried -> ME.pc = UNDO }
  :: d_step { ME.pc == REFUSED && !ME.tried ->
      ME.r.pend = (ME.wasSent -> SENT : NONE);
      write();
      ME.pc = DENIED }
  /* Somebody else's renewal is taken, the previous token is shown once, the rest is dead. */
  :: d_step { ME.pc == DENIED ->
      if
      :: store.acc != ME.r.acc -> ME.pc = LEAVE
      :: store.acc == ME.r.acc && ME.r.prev != NOBODY && UNTROUBLED && MAY_SHOW_PREVIOUS ->
        swap();
#if POLICY == GRACE
        inWindow = (prevWindow == OPEN);
#endif
        ME.tried = 1; ME.pc = CP2
      :: else -> die()
      fi;
      assert(!quiet || ME.pc == LEAVE && !ME.r.dead || S7_one_refresh) }
  :: d_step { ME.pc == UNDO ->
      swap();
      ME.r.pend = NONE; ME.r.last = 0;
      write();
      ME.pc = DOOMED }
  :: d_step { ME.pc == DOOMED -> die() }

  /* Not judged: the record is as it was before this request. */
  :: d_step { ME.pc == PUT_OFF && ME.tried -> ME.pc = UNDO }
  :: d_step { ME.pc == PUT_OFF && !ME.tried ->
#ifdef BUSY_IS_DEAD
      ME.r.dead = 1;
#endif
#ifdef FORGET
      ME.r.pend = NONE; ME.r.last = 0;
#else
      ME.r.pend = (ME.wasSent -> SENT : NONE);
#endif
      write();
      ME.pc = LEAVE }

  /* No answer: the loss of a last try is written down. */
  :: d_step { ME.pc == LOST && ME.tried -> ME.pc = UNDO }
  :: d_step { ME.pc == LOST && !ME.tried ->
      seeLoss();
#ifndef NO_LAST_TRY
      if
      :: ME.final -> ME.r.last = 1; write()
      :: else
      fi;
#endif
      ME.pc = LEAVE }
  /* The table again, in the same process, after a pause. */
  :: d_step { ME.pc == LOST && !ME.tried && !ME.final -> seeLoss(); pause() }

#ifndef LOCK_OUTLIVES
#define FREED if :: owner == me -> owner = NOBODY :: else fi
#else
#define FREED skip
#endif
  /* Death at any step; the next process is a fresh one. */
  :: d_step { ME.pc != REST && MAY_DIE && ROOM ->
      DIED;
      FREED;
      if
      :: ME.pc > CP3 -> quiet = 0; requests = 0; expired = 0
      :: else
      fi;
      if
#ifdef EARLY_UNLOCK
      :: ME.pc != CP0 && ME.pc != CP8 ->
#else
      :: ME.pc != CP0 ->
#endif
        inside--;
#if POLICY == GRACE
        inWindow = 0
#endif
      :: else
      fi;
      if
      :: (ME.pc == CP5 && ME.inbox == TOKENS || ME.pc == CP6) && ME.ansRt != ME.r.rt -> lost = lost | BIT(ME.r.rt)
      :: else
      fi;
      hangUp();
      forget();
      ME.pc = REST;
      atRest() }
  od
}

inline answer(kind) {
  if
  :: who == NOBODY
  :: else -> c[who].inbox = kind
  fi;
  who = 0; gen = 0
}

/* Judges the request at hand; `turns` says whether a good token is replaced. `kind` is what it says. */
inline judge(turns) {
  kind = INVALID;
  if
  :: revoked
  :: !revoked && gen == cur ->
    kind = TOKENS;
    if
    :: turns ->
      cur++;
#if POLICY == GRACE
      serverWindow = 1
#endif
    :: else
    fi
  :: !revoked && gen != cur ->
    if
#if POLICY == IDEMPOTENT
    :: gen + 1 == cur -> kind = TOKENS
#elif POLICY == GRACE
    :: gen + 1 == cur && serverWindow -> kind = TOKENS
#endif
    :: else ->
      assert((lost & BIT(gen)) && LIFE(store.acc) == OVER || S1_no_double_spend);
      revoked = 1
    fi
  fi
}

inline lose() {
  if
  :: kind == TOKENS && gen != cur -> lost = lost | BIT(gen)
  :: else
  fi
}

/* The answer arrives, if there is somebody. */
inline deliver(turns) {
  req?who, gen;
  judge(turns);
  if
  :: who == NOBODY -> lose()
  :: else ->
    if
    :: kind == TOKENS -> c[who].ansRt = cur; c[who].ansAcc = newest + 1
    :: else
    fi
  fi;
  answer(kind);
  kind = 0;
  atRest()
}

/* The answer is lost. */
inline withhold(turns) {
  req?who, gen;
  judge(turns);
  lose();
  answer(BROKEN);
  kind = 0;
  atRest()
}

active proctype server() {
  byte who, gen, kind;
end:
  do
#if POLICY != NEVER
  :: d_step { nempty(req) -> deliver(true) }
  :: d_step { nempty(req) && MAY_FAIL -> FAILED; withhold(true) }
#endif
  /* It keeps its refresh token, this time. */
  :: d_step { nempty(req) -> deliver(false) }
  :: d_step { nempty(req) && MAY_FAIL -> FAILED; withhold(false) }
  /* The request is lost. */
  :: d_step { nempty(req) && MAY_FAIL -> FAILED; req?who, gen; answer(BROKEN) }
  /* Not judged. */
  :: d_step { nempty(req) && MAY_FAIL -> FAILED; req?who, gen; answer(UNJUDGED) }
#ifdef BLOCKED
  :: d_step { nempty(req) && MAY_FAIL -> FAILED; req?who, gen; answer(INVALID) }
#endif
#ifdef OVERTAKE
  :: d_step { len(req) > 1 -> req?who, gen; req!who, gen; who = 0; gen = 0 }
#endif
  od
}

inline counted() {
  if
  :: quiet -> expired++
  :: else
  fi
}

#if POLICY == GRACE
/* The server's window is still needed by a replay that is to arrive inside it. */
#ifdef BLOCKED
#define PREV_OPEN (prevWindow == OPEN)
#else
#define PREV_OPEN false
#endif
#define OUTLASTS (inWindow || PREV_OPEN || len(req) > 0 || store.rt + 1 == cur && clientWindow == OPEN)
#endif

/* Time. */
active proctype time() {
end:
  do
  :: d_step { ages > 0 && life == GOOD -> ages--; counted(); life = SHORT }
  :: d_step { ages > 0 && life == GOOD -> ages--; counted(); life = OVER }
  :: d_step { ages > 0 && life == SHORT -> ages--; life = OVER }
#if POLICY == GRACE
  :: d_step { clientWindow -> clientWindow = 0 }
#ifdef BLOCKED
  :: d_step { prevWindow -> prevWindow = 0 }
#endif
  /* The server counts from its own rotation, later than the first send. */
#ifdef SLOW
  :: d_step { serverWindow && !(store.rt + 1 == cur && clientWindow == OPEN) -> serverWindow = 0 }
#else
  :: d_step { serverWindow && !OUTLASTS -> serverWindow = 0 }
#endif
#endif
  od
}

init {
  byte i;
  atomic {
    store.prev = NOBODY;
    for (i : 0 .. N - 1) { run client(i) }
    i = 0
  }
}

#ifdef LIVE
ltl S3_served { [] (c[0].pc != REST -> <> (c[0].pc == REST)) }
#endif
