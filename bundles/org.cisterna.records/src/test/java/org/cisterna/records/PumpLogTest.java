// SPDX-License-Identifier: Apache-2.0
package org.cisterna.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.audit.Actor;
import org.cisterna.pump.Answer;
import org.cisterna.pump.EventPage;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpHost;
import org.cisterna.testkit.MemoryLedger;
import org.cisterna.testkit.VirtualTime;
import org.junit.jupiter.api.Test;

/** What is said of a pump's own log as a whole. */
class PumpLogTest {

    private static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    /** A pump that gives two events a page. */
    private static PumpHost host(List<PumpEvent> events) {
        return (PumpHost) Proxy.newProxyInstance(
                PumpHost.class.getClassLoader(), new Class<?>[] {PumpHost.class}, (self, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("events");
                    int from = Math.toIntExact((Long) arguments[1]);
                    int to = Math.min(events.size(), from + 2);
                    return Answer.done(new EventPage(events.subList(from, to), 0, to, to < events.size()));
                });
    }

    private static String words(long... seconds) {
        List<PumpEvent> events = new ArrayList<>();
        for (long each : seconds) {
            events.add(new PumpEvent(
                    events.size(), START.plusSeconds(each), "ALARM_BEGAN", Optional.empty(), "LOW_RESERVOIR"));
        }
        VirtualTime time = VirtualTime.create(1);
        return PumpLog.ask(
                        Optional.of(host(events)),
                        "Acme/S-1",
                        new Actor("paula", "Paula Programmer", "PROGRAMMER", "test"),
                        new MemoryLedger(time.house(), time.pump(), time.randomness()),
                        START)
                .words();
    }

    @Test
    void anAlarmThatFluttersOverTheEndOfAPageIsOneFinding() {
        assertThat(words(0, 200, 400))
                .contains("gave 3 events")
                .contains(
                        "ALARM_BEGAN LOW_RESERVOIR came 3 times between 2026-03-01T09:00:00Z and 2026-03-01T09:06:40Z");
        assertThat(words(0, 200, 4_000)).doesNotContain("came");
    }
}
