// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump.host;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Receipt;
import org.cisterna.pump.Answer;
import org.cisterna.pump.Caller;
import org.cisterna.pump.PumpEntries.Paired;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Violation;
import org.cisterna.pump.host.EvidenceDesk.Kept;
import org.cisterna.pump.wire.FoundPump;

/**
 * One pairing: key agreement through the driver, key kept, pairing entered. The key is durable before the entry, so that no pump is paired whose
 * key is lost; a key without an entry can read and stop, and is replaced by pairing again.
 */
final class PairRun {

    private final Parts parts;
    private final String address;
    private final String family;
    private final String code;
    private final Caller caller;
    private final Turn turn;

    PairRun(Parts parts, String address, String family, String code, Caller caller, Turn turn) {
        this.parts = parts;
        this.address = address;
        this.family = family;
        this.code = code;
        this.caller = caller;
        this.turn = turn;
    }

    Answer<PumpIdentity> run() {
        Optional<String> away = parts.desk().whyNotWritable().or(() -> parts.feed()
                .catchUp(parts.world().settings().ledger()));
        if (away.isPresent()) {
            return Answer.refused(Refusals.ledger(away.get()));
        }
        Optional<PumpId> heard = parts.links().at(address).map(Links::identity);
        Optional<Violation> paired = alreadyPaired(heard);
        if (paired.isPresent()) {
            return Answer.refused(paired.get());
        }
        Answer<DriverSlot> driver = parts.sessions().driver(family);
        if (!(driver instanceof Answer.Done<DriverSlot> slot)) {
            return Answer.refused(driver.violations());
        }
        FrameRecorder frames = new FrameRecorder();
        Agreement agreement = new Agreement(parts.world().randomness(), code);
        Answer<PumpIdentity> answer = agreed(slot.value(), agreement, frames);
        if (!(answer instanceof Answer.Done<PumpIdentity> identity)) {
            return answer;
        }
        return kept(identity.value(), heard, agreement, frames);
    }

    private Optional<Violation> alreadyPaired(Optional<PumpId> heard) {
        for (PumpId pump : parts.feed().fold().pumps()) {
            if (parts.keys().bond(pump).isEmpty()) {
                continue; // its key is lost: pairing again is the way out
            }
            boolean here = parts.feed().fold().pairing(pump).stream()
                    .anyMatch(each -> each.paired().address().equals(address));
            if (here || heard.equals(Optional.of(pump))) {
                return Optional.of(Violation.of(
                        "ALREADY_PAIRED",
                        "address",
                        ForeignWords.of(address),
                        "the pump " + pump + " is paired already"));
            }
        }
        return Optional.empty();
    }

    private Answer<PumpIdentity> agreed(DriverSlot slot, Agreement agreement, FrameRecorder frames) {
        slot.enter(turn);
        try {
            Optional<Lane> lane = slot.lanes()
                    .take(
                            address,
                            false,
                            parts.world()
                                    .house()
                                    .now()
                                    .plus(parts.world().settings().openLink()),
                            turn);
            return lane.isEmpty()
                    ? Answer.refused(turn.wanted()
                            .map(Sessions::ended)
                            .orElseGet(() -> Refusals.driverBusy(
                                    family,
                                    parts.world().settings().lanes(),
                                    slot.lanes().stuck())))
                    : parts.sessions().pair(slot, lane.get(), address, agreement, frames, turn);
        } finally {
            slot.leave(turn);
        }
    }

    private Answer<PumpIdentity> kept(
            PumpIdentity identity, Optional<PumpId> heard, Agreement agreement, FrameRecorder frames) {
        List<Violation> wrong = ReadingCheck.identity(heard.orElse(identity.pump()), identity);
        boolean known = parts.feed().fold().pairing(identity.pump()).isPresent();
        if (!wrong.isEmpty() && !known) {
            return Answer.refused(wrong);
        }
        Optional<SecretKey> key = agreement.agreed();
        if (key.isEmpty()) {
            return Answer.refused(Refusals.driverBroke("it paired without agreeing on a key"));
        }
        Instant now = parts.world().house().now();
        try {
            // also when a paired pump answered where another was expected: it has taken the new key, and the old one is
            // worth nothing
            parts.keys()
                    .keep(new PumpKeys.Bond(identity.pump(), family, address, identity.simulated(), now, key.get()));
        } catch (IOException e) {
            return Answer.refused(Violation.of(
                    "KEY_NOT_KEPT",
                    "the key could not be written: " + ForeignWords.of(e.getMessage())
                            + "; make room in the data folder, and pair again"));
        }
        return wrong.isEmpty() ? entered(identity, frames) : Answer.refused(wrong);
    }

    private Answer<PumpIdentity> entered(PumpIdentity identity, FrameRecorder frames) {
        Kept evidence = parts.evidence().keep(frames);
        Entry.Builder entry = Actors.entry(
                Paired.TYPE, Paired.VERSION, caller, identity.pump(), new Paired(identity, family, address).toJson());
        evidence.digest().ifPresent(entry::evidence);
        Called<List<Receipt>> appended = parts.desk()
                .append(List.of(entry.build()), parts.world().settings().ledger());
        if (appended instanceof Called.Failed<List<Receipt>> failed) {
            return Answer.refused(Violation.of(
                    "PAIRING_NOT_ENTERED",
                    "the pump took the key, and the pairing could not be entered: " + failed.words()
                            + "; pair again when the ledger can be written"));
        }
        return Answer.done(identity);
    }

    /** Whether something that was found is one of these, by what it says of itself or by its address. */
    static boolean isOneOf(FoundPump found, HostFold fold) {
        PumpId heard = Links.identity(found);
        return fold.pumps().stream()
                .anyMatch(pump -> pump.equals(heard)
                        || fold.pairing(pump).stream()
                                .anyMatch(each -> each.paired().address().equals(found.address())));
    }
}
