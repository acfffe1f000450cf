// SPDX-License-Identifier: Apache-2.0
package org.cisterna.therapy.workflow;

import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.cisterna.pump.Answer;
import org.cisterna.therapy.Act;
import org.cisterna.therapy.Identified;
import org.cisterna.therapy.Refusal;
import org.cisterna.therapy.Staff;
import org.cisterna.time.TimeSource;

/**
 * One act at a time changes the therapy of a pump. Who comes second is told whose act is under way, and does not wait: nobody holds a lock
 * while a pump or a ledger is waited for.
 */
final class Claims {

    private record Claim(Staff by, Act act, Instant since, String subject) {}

    private final ConcurrentMap<String, Claim> claims = new ConcurrentHashMap<>();
    private final TimeSource house;

    Claims(TimeSource house) {
        this.house = house;
    }

    /**
     * Does an act while nobody else does one.
     *
     * @param place what is claimed: a pump, or an address while the pump is not known yet
     * @param subject what the act is about: a change of dose, a visit
     */
    <T> Answer<T> during(String place, Act act, String subject, Identified who, Supplier<Answer<T>> body) {
        Claim mine = new Claim(who.person().staff(), act, house.now(), subject);
        Claim other = claims.putIfAbsent(place, mine);
        if (other != null) {
            return Answer.refused(Refusal.ACT_UNDER_WAY.because(
                    "pump",
                    Rights.shown(place),
                    other.by().text() + " is at it since " + other.since() + " ("
                            + other.act().words() + "); try again when that has ended."));
        }
        try {
            return body.get();
        } finally {
            claims.remove(place, mine);
        }
    }

    /** Whether this process is sending a change of dose now. */
    boolean isSending(String place, String change) {
        Claim claim = claims.get(place);
        return claim != null && claim.act() == Act.SEND && claim.subject().equals(change);
    }
}
