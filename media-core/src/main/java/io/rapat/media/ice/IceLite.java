package io.rapat.media.ice;

import io.rapat.media.policing.TokenBucket;
import io.rapat.media.room.IceCredentials;
import io.rapat.media.stun.MessageIntegrity;
import io.rapat.media.stun.StunMessage;
import io.rapat.media.stun.StunWriter;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The ICE-lite agent of one peer (RFC 8445 §2.5, §7.3): it answers connectivity checks, remembers
/// which addresses were validated by them, and follows the peer's nomination. It never sends a
/// check and is always controlled. Owned by the thread of the peer's room.
///
/// An address is the caller's affair: it comes as `tuple`, a number that names the pair of
/// addresses and the transport. What isn't authenticated is dropped without an answer and changes
/// nothing, so that nobody can find out which user name fragments exist.
///
/// Only the local half of USERNAME is compared. The password authenticates a check; the remote half
/// changes first in a restart by the peer (RFC 8445 §9), whose checks would be refused needlessly.
public final class IceLite {

  /// Without an authenticated check for so long nothing may be sent any more (RFC 7675 §5.1).
  public static final long CONSENT_NANOS = 30_000_000_000L;

  /// While the selected pair was checked within this time a worse pair can't replace it. Firefox
  /// nominates every pair that works, in any order.
  static final long SWITCH_GUARD_NANOS = 3_000_000_000L;

  /// A pair that was nominated before is taken again without a new nomination when the selected one
  /// is silent for so long: longer than the interval of consent checks (RFC 7675 §5.1: up to 6 s).
  static final long SILENT_NANOS = 10_000_000_000L;

  private static final int CHECKS_PER_SECOND = 50;
  private static final int CHECKS_BURST = 100;
  // Hashing is bounded, too, yet wider: whoever saw a fragment on the wire must not be able to use
  // up the answers of the real peer.
  private static final int HASHES_PER_SECOND = 1000;
  private static final int HASHES_BURST = 2000;

  private static final int LENGTH_MASK = 0xffff;
  private static final int AUTHENTIC = 1 << 16;
  private static final int NEW_TUPLE = 1 << 17;
  private static final int SELECTED_CHANGED = 1 << 18;
  private static final int EVICTED = 1 << 19;
  private static final int RESTARTED = 1 << 20;
  private static final int ROLE_CONFLICT = 487;
  private static final int UNKNOWN_ATTRIBUTE = 420;

  private final TupleTable tuples = new TupleTable();
  private final TokenBucket checks = new TokenBucket(CHECKS_PER_SECOND, CHECKS_BURST);
  private final TokenBucket hashes = new TokenBucket(HASHES_PER_SECOND, HASHES_BURST);
  private final SeenTransactions seen = new SeenTransactions();
  private final StunWriter writer;
  private Local local;
  private @Nullable Local previous;
  private int generation = 1;
  private int selected = TupleTable.NONE;
  // The generation of credentials the selected tuple was nominated in, 0 when none is selected.
  private int selectedIn;
  private boolean checked;
  private long lastCheckNanos;
  private long evictedTuple;
  private long answered;
  private long roleConflicts;
  private long unknownAttributes;
  private long notRequests;
  private long noFingerprint;
  private long noUsername;
  private long badIntegrity;
  private long replayed;
  private long rateLimited;
  private long evictedTuples;
  private long ignoredNominations;

  /// Credentials of this side, with a ready key.
  private record Local(IceCredentials credentials, byte[] ufrag, MessageIntegrity key) {
    static Local of(IceCredentials credentials) {
      return new Local(
          credentials,
          credentials.ufrag().getBytes(StandardCharsets.US_ASCII),
          MessageIntegrity.hmacSha1(credentials.password()));
    }
  }

  /// @param writer the loop's; used only inside [#handleBinding]
  public IceLite(IceCredentials credentials, StunWriter writer) {
    this.local = Local.of(credentials);
    this.writer = writer;
  }

  /// Begins a restart (RFC 8445 §9): the old credentials work until the first authentic check with
  /// the new ones. Tuples and the selected pair stay, and the next nomination with the new
  /// credentials wins whatever its priority. Of credentials older than the last two nothing is
  /// kept.
  public void restart(IceCredentials credentials) {
    previous = local;
    local = Local.of(credentials);
    generation++;
  }

  /// The user name fragment still answered beside the current one, or "" when there is none.
  public String previousUfrag() {
    Local old = previous;
    return old == null ? "" : old.credentials.ufrag();
  }

  /// Handles one parsed STUN message and writes the answer, if there is one.
  ///
  /// Hot path.
  ///
  /// @param message as parsed; not kept
  /// @param tuple the caller's name of local address, remote address and transport
  /// @param tcp whether the tuple is a TCP connection, which ranks below every UDP one
  /// @param addressHigh upper half of the sender's IPv6 address
  /// @param addressLow lower half; IPv4 as `::ffff:a.b.c.d`
  /// @param out where the answer goes; at least 128 bytes behind `outOffset`
  /// @return an outcome for [#answerLength], [#isAuthentic], [#isNewTuple], [#isSelectedChanged],
  ///   [#hasEvicted] and [#isRestarted]
  public int handleBinding(
      StunMessage message,
      long tuple,
      boolean tcp,
      long addressHigh,
      long addressLow,
      int port,
      long nowNanos,
      MemorySegment out,
      long outOffset) {
    Local used = authenticate(message, nowNanos);
    if (used == null) {
      return 0;
    }
    long source = SeenTransactions.source(addressHigh, addressLow, port, tcp);
    if (!seen.admit(message.transactionLow(), source)) {
      replayed++;
      return 0;
    }
    if (!checks.take(nowNanos)) {
      rateLimited++;
      return 0;
    }
    if (message.unknownCount() > 0) {
      unknownAttributes++;
      return answerError(UNKNOWN_ATTRIBUTE, message, used, out, outOffset);
    }
    if (message.isControlled()) {
      // RFC 8445 §7.3.1.1. A lite agent can't take the other role, whatever the tie-breakers say.
      roleConflicts++;
      return answerError(ROLE_CONFLICT, message, used, out, outOffset);
    }
    int outcome = AUTHENTIC;
    if (used.equals(local) && previous != null) {
      previous = null;
      outcome |= RESTARTED;
    }
    checked = true;
    lastCheckNanos = nowNanos;
    outcome |= learn(message, tuple, tcp, used, nowNanos);
    answered++;
    writer.begin(StunMessage.BINDING_SUCCESS, message);
    writer.mappedAddress(addressHigh, addressLow, port);
    return outcome | finish(used, out, outOffset);
  }

  private @Nullable Local authenticate(StunMessage message, long nowNanos) {
    if (message.type() != StunMessage.BINDING_REQUEST) {
      notRequests++;
      return null;
    }
    if (!message.hasFingerprint()) {
      noFingerprint++;
      return null;
    }
    Local named = named(message);
    if (named == null) {
      noUsername++;
      return null;
    }
    if (!hashes.take(nowNanos)) {
      rateLimited++;
      return null;
    }
    if (!message.isAuthentic(named.key)) {
      badIntegrity++;
      return null;
    }
    return named;
  }

  private @Nullable Local named(StunMessage message) {
    if (message.isFor(local.ufrag)) {
      return local;
    }
    Local old = previous;
    return old != null && message.isFor(old.ufrag) ? old : null;
  }

  private int answerError(
      int code, StunMessage request, Local used, MemorySegment out, long outOffset) {
    writer.begin(StunMessage.BINDING_ERROR, request);
    writer.errorCode(code);
    if (code == UNKNOWN_ATTRIBUTE) {
      writer.unknownAttributes(request);
    }
    return AUTHENTIC | finish(used, out, outOffset);
  }

  private int finish(Local used, MemorySegment out, long outOffset) {
    writer.integrity(used.key);
    writer.fingerprint();
    return writer.finish(out, outOffset);
  }

  private int learn(StunMessage message, long tuple, boolean tcp, Local used, long nowNanos) {
    int flags = 0;
    int index = tuples.find(tuple);
    if (index == TupleTable.NONE) {
      index = tuples.place(selected, nowNanos);
      flags = NEW_TUPLE;
      if (index < tuples.size()) {
        evictedTuple = tuples.id(index);
        evictedTuples++;
        flags |= EVICTED;
      }
      tuples.set(index, tuple);
    }
    tuples.touch(index, message.priority() | (tcp ? 0 : 1L << 32), nowNanos);
    int checkedIn = used.equals(local) ? generation : generation - 1;
    if (message.useCandidate()) {
      tuples.nominate(index, checkedIn);
    }
    return select(index, message.useCandidate(), checkedIn, nowNanos)
        ? flags | SELECTED_CHANGED
        : flags;
  }

  /// Follows a nomination: the latest wins, except that a pair in use isn't given up for a worse
  /// one.
  private boolean select(int index, boolean nominated, int checkedIn, long nowNanos) {
    if (index == selected) {
      selectedIn = nominated ? checkedIn : selectedIn;
      return false;
    }
    if (tuples.nominatedIn(index) != checkedIn || selectedIn > checkedIn) {
      return false;
    }
    if (selectedIn == checkedIn && !mayReplaceSelected(index, nominated, nowNanos)) {
      ignoredNominations += nominated ? 1 : 0;
      return false;
    }
    selected = index;
    selectedIn = checkedIn;
    return true;
  }

  private boolean mayReplaceSelected(int index, boolean nominated, long nowNanos) {
    if (nominated && tuples.rank(index) >= tuples.rank(selected)) {
      return true;
    }
    long silentFor = nowNanos - tuples.lastCheck(selected);
    return silentFor > (nominated ? SWITCH_GUARD_NANOS : SILENT_NANOS);
  }

  /// Forgets a tuple, for example when its TCP connection closed. When it was the selected one, the
  /// nominated tuple checked last takes its place, else none is selected.
  ///
  /// @return whether the selected tuple is another one or none now
  public boolean removeTuple(long tuple) {
    int index = tuples.find(tuple);
    if (index == TupleTable.NONE) {
      return false;
    }
    long keep = selected == TupleTable.NONE ? tuple : tuples.id(selected);
    tuples.remove(index);
    if (selected == TupleTable.NONE) {
      return false;
    }
    if (keep != tuple) {
      selected = tuples.find(keep);
      return false;
    }
    selected = latestNominated();
    selectedIn = selected == TupleTable.NONE ? 0 : tuples.nominatedIn(selected);
    return true;
  }

  private int latestNominated() {
    int latest = TupleTable.NONE;
    for (int i = 0; i < tuples.size(); i++) {
      boolean later =
          latest == TupleTable.NONE || tuples.lastCheck(i) - tuples.lastCheck(latest) > 0;
      if (tuples.nominatedIn(i) > 0 && later) {
        latest = i;
      }
    }
    return latest;
  }

  /// Whether a tuple was validated and is still known: only from those may DTLS and SRTP be taken.
  public boolean isValidated(long tuple) {
    return tuples.find(tuple) != TupleTable.NONE;
  }

  /// Number of validated tuples, at most 16.
  public int tupleCount() {
    return tuples.size();
  }

  /// One of the validated tuples; `index` is below [#tupleCount()].
  public long tuple(int index) {
    return tuples.id(index);
  }

  public boolean hasSelected() {
    return selected != TupleTable.NONE;
  }

  /// The tuple to send on. Only when [#hasSelected()].
  public long selectedTuple() {
    return tuples.id(selected);
  }

  /// The tuple given up in the last call, when its outcome says so.
  public long evictedTuple() {
    return evictedTuple;
  }

  /// Whether any authentic check came yet.
  public boolean isChecked() {
    return checked;
  }

  /// When the last authentic check came on any tuple. Only when [#isChecked()].
  public long lastCheckNanos() {
    return lastCheckNanos;
  }

  /// When consent ends unless another check comes (RFC 7675 §5.1). Only when [#isChecked()].
  public long consentDeadline() {
    return lastCheckNanos + CONSENT_NANOS;
  }

  public IceCounters counters() {
    return new IceCounters(
        answered,
        roleConflicts,
        unknownAttributes,
        notRequests,
        noFingerprint,
        noUsername,
        badIntegrity,
        replayed,
        rateLimited,
        evictedTuples,
        ignoredNominations);
  }

  /// Bytes of the answer to send back to where the message came from, 0 for none.
  public static int answerLength(int outcome) {
    return outcome & LENGTH_MASK;
  }

  /// Whether the message was authentic; an error answer may still have refused it.
  public static boolean isAuthentic(int outcome) {
    return (outcome & AUTHENTIC) != 0;
  }

  /// Whether the tuple is validated now and wasn't before.
  public static boolean isNewTuple(int outcome) {
    return (outcome & NEW_TUPLE) != 0;
  }

  /// Whether [#selectedTuple()] is another one now.
  public static boolean isSelectedChanged(int outcome) {
    return (outcome & SELECTED_CHANGED) != 0;
  }

  /// Whether [#evictedTuple()] isn't validated any more.
  public static boolean hasEvicted(int outcome) {
    return (outcome & EVICTED) != 0;
  }

  /// Whether this was the first check after a restart: the previous fragment is out of force.
  public static boolean isRestarted(int outcome) {
    return (outcome & RESTARTED) != 0;
  }
}
