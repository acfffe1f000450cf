// SPDX-License-Identifier: Apache-2.0
package org.cisterna.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cisterna.audit.Actor;
import org.cisterna.audit.Entry;
import org.cisterna.audit.Ledger;
import org.cisterna.audit.Subscription;
import org.cisterna.audit.TailListener;
import org.cisterna.canonical.Json;
import org.cisterna.console.Fake;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

class WallClockTest {

    private final MemoryLedger kept = MemoryLedger.in(VirtualTime.create(3));
    private final List<TailListener> followers = new ArrayList<>();
    private final List<Long> from = new ArrayList<>();
    private final WallClock clock = new WallClock();

    /** A ledger of so many entries that hands over what is entered. */
    private Ledger ledger(long size) {
        return Fake.of(Ledger.class, Map.of("size", any -> size, "follow", arguments -> {
            TailListener follower = (TailListener) Objects.requireNonNull(arguments[1]);
            from.add((Long) arguments[0]);
            followers.add(follower);
            return Fake.of(Subscription.class, Map.of("close", any -> followers.remove(follower)));
        }));
    }

    private void stepped(Duration step) {
        enter("ledger.clock-stepped", step.toMillis());
    }

    private void enter(String type, long millis) {
        long next = kept.size();
        kept.append(Entry.of(type, 1, Actor.system("audit.ledger"))
                .body(Json.object().put("wallStepMillis", millis).build())
                .build());
        followers.forEach(each -> each.entered(kept.read(next, 1)));
    }

    @Test
    void itSaysByHowMuchTheClockWasSetAltogetherUntilItIsAsItWas() {
        clock.add(ledger(0));
        stepped(Duration.ofHours(-3));
        assertThat(clock.words()).startsWith("The clock of this machine was set back by 3\u202fh\u00a000\u202fmin.");
        enter("ledger.opened", 0);
        assertThat(clock.words()).as("house time began anew").isEmpty();
        stepped(Duration.ofMinutes(-10));
        assertThat(clock.words()).startsWith("The clock of this machine was set back by 10\u202fmin.");
        stepped(Duration.ofMinutes(25));
        assertThat(clock.words()).startsWith("The clock of this machine was set ahead by 15\u202fmin.");
        stepped(Duration.ofMinutes(-15).plusMillis(1_500));
        assertThat(clock.words()).as("as good as it was").isEmpty();
        stepped(Duration.ofSeconds(-7));
        assertThat(clock.words()).contains("set back by 6\u202fs.");
        enter("people.signed-in", 0);
        assertThat(clock.words()).contains("set back by 6\u202fs.");
    }

    @Test
    void aLedgerThatComesLateIsReadBackAndOneThatWentSaysNothingMore() {
        Ledger ledger = ledger(5_000);
        clock.add(ledger);
        assertThat(from).containsExactly(4_000L);
        stepped(Duration.ofMinutes(-10));
        clock.remove(ledger);
        assertThat(followers).isEmpty();
        clock.add(ledger(5));
        assertThat(from).containsExactly(4_000L, 0L);
    }
}
