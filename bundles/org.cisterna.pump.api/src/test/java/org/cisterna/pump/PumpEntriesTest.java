// SPDX-License-Identifier: Apache-2.0
package org.cisterna.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cisterna.canonical.Digest;
import org.cisterna.canonical.Json;
import org.cisterna.canonical.JsonException;
import org.cisterna.canonical.JsonObject;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;
import org.junit.jupiter.api.Test;

class PumpEntriesTest {

    private static final Instant HOUSE = Instant.parse("2026-01-05T08:00:00Z");
    private static final Instant PUMP = Instant.parse("2026-02-14T08:00:00Z");
    private static final CommandId COMMAND = new CommandId("0123456789abcdef0123456789abcdef");
    private static final PumpId ID = new PumpId("Cisterna Demo", "SM-0001");
    private static final Capabilities CAPABILITIES = new Capabilities(
            new Range<>(new FlowRate(48_000), new FlowRate(24_000_000)),
            new FlowRate(1_000),
            13,
            Duration.ofMinutes(30),
            new Volume(20_000_000),
            new Volume(1_400_000),
            new Volume(140_000),
            new Volume(2_000_000),
            145,
            Source.CALCULATED,
            Optional.of(Duration.ofMinutes(2)));
    private static final Programme PROGRAMME = new Programme.Continuous(new FlowRate(163_000));
    private static final Solution SOLUTION = Solution.of("baclofen", new Concentration(2_000_000));
    private static final PumpIdentity IDENTITY = new PumpIdentity(ID, "II 20", "1.4.0", CAPABILITIES, true);
    private static final Snapshot SNAPSHOT = new Snapshot(
            IDENTITY,
            new Revision(7),
            PROGRAMME,
            Optional.of(SOLUTION),
            MotorState.RUNNING,
            PUMP,
            new Volume(12_345_678),
            new Volume(99_000_000),
            PUMP,
            Snapshot.Battery.OK,
            List.of(new Alarm("LOW_RESERVOIR", false, PUMP)),
            Optional.of(new CommandEffect(COMMAND, CommandEffect.Effect.APPLIED, new Revision(7))));

    static Snapshot snapshot() {
        return SNAPSHOT;
    }

    @Test
    void everyBodyIsReadBackAsItWasWritten() {
        Plan plan = new Plan(
                ID,
                "P-17",
                new Revision(7),
                PROGRAMME,
                SOLUTION,
                CAPABILITIES.digest(),
                Digest.of(new byte[] {1}),
                Digest.of(new byte[] {2}));
        var paired = new PumpEntries.Paired(IDENTITY, "synchromed", "sim:SM-0001");
        var reading = new PumpEntries.Reading(SNAPSHOT, "read", List.of("raw frames were not kept"));
        var commit = new PumpEntries.Intent(
                COMMAND,
                PumpEntries.Kind.COMMIT,
                Optional.of(plan),
                Optional.of(41L),
                Optional.of(PumpEntries.Before.of(SNAPSHOT)),
                Optional.of(Duration.ofMinutes(2)),
                Optional.empty(),
                Optional.empty());
        var stop = new PumpEntries.Intent(
                COMMAND,
                PumpEntries.Kind.STOP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("leg spasms gone, drowsy"),
                Optional.of("Dr. A. Lum"));
        var ended = new PumpEntries.Ended(
                COMMAND,
                PumpEntries.Kind.COMMIT,
                new Outcome.Unknown("link cut", HOUSE, Optional.of(PUMP)),
                Optional.of(SNAPSHOT.digest()),
                Optional.of(COMMAND),
                List.of());
        var driver = new PumpEntries.DriverChange(
                "synchromed", PumpEntries.DriverChange.State.REFUSED, Optional.empty(), "", "two drivers");
        var late = new PumpEntries.Late("pump.intent", 1, stop.toJson(), HOUSE, PUMP);

        var page = new EventEntries.PageRead(
                61,
                12,
                80,
                true,
                7,
                Optional.of(new EventEntries.ClockDifference(Duration.ofMillis(-181_250), PUMP, 17)),
                Optional.of(SNAPSHOT.digest()),
                List.of("raw frames were not kept"));
        var unkept = new EventEntries.PageRead(0, 0, 0, false, 0, Optional.empty(), Optional.empty(), List.of());

        assertThat(EventEntries.PageRead.fromJson(parsed(page.toJson()))).isEqualTo(page);
        assertThat(EventEntries.PageRead.fromJson(parsed(unkept.toJson()))).isEqualTo(unkept);
        assertThat(PumpEntries.Paired.fromJson(parsed(paired.toJson()))).isEqualTo(paired);
        assertThat(PumpEntries.Reading.fromJson(parsed(reading.toJson()))).isEqualTo(reading);
        assertThat(PumpEntries.Intent.fromJson(parsed(commit.toJson()))).isEqualTo(commit);
        assertThat(PumpEntries.Intent.fromJson(parsed(stop.toJson()))).isEqualTo(stop);
        assertThat(PumpEntries.Ended.fromJson(parsed(ended.toJson()))).isEqualTo(ended);
        assertThat(PumpEntries.DriverChange.fromJson(parsed(driver.toJson()))).isEqualTo(driver);
        assertThat(PumpEntries.Late.fromJson(parsed(late.toJson()))).isEqualTo(late);
    }

    /** The entry about a pump's own log, byte for byte, in both versions, and the file that it names. */
    @Test
    void aPageOfEventsHasTheseBytes() {
        String page1 = "\"page\":\"sha256:" + "ab".repeat(32) + "\"}";
        String rest = "\"events\":1,\"from\":4,\"lost\":2,\"more\":false,\"next\":7,\"notes\":[]," + page1;
        String entry = "{\"clock\":{\"aheadMs\":-1500,\"at\":\"2026-02-14T08:00:00Z\",\"reading\":3}," + rest;
        var body = new EventEntries.PageRead(
                4,
                2,
                7,
                false,
                1,
                Optional.of(new EventEntries.ClockDifference(Duration.ofMillis(-1500), PUMP, 3)),
                Optional.of(Digest.parse("sha256:" + "ab".repeat(32))),
                List.of());
        assertThat(body.toJson().canonicalText()).isEqualTo(entry);
        assertThat(EventEntries.PageRead.fromJson((JsonObject) Json.parse(entry)))
                .isEqualTo(body);
        JsonObject first = (JsonObject) Json.parse("{" + rest);
        assertThat(EntryForms.newest("pump.events", 1, first).map(EventEntries.PageRead::fromJson))
                .contains(new EventEntries.PageRead(4, 2, 7, false, 1, Optional.empty(), body.page(), List.of()));
        assertThatThrownBy(() -> EventEntries.PageRead.fromJson(first)).hasMessageContaining("clock");
        String file = "{\"events\":[{\"at\":\"2026-02-14T08:00:00Z\",\"code\":\"ALARM_BEGAN\",\"command\":\""
                + COMMAND.hex() + "\",\"detail\":\"alarm 2\",\"number\":6}],\"lost\":2,\"more\":false,\"next\":7}";
        var page = new EventPage(
                List.of(new PumpEvent(6, PUMP, "ALARM_BEGAN", Optional.of(COMMAND), "alarm 2")), 2, 7, false);
        assertThat(page.toJson().canonicalText()).isEqualTo(file);
        assertThat(EventPage.fromJson((JsonObject) Json.parse(file))).isEqualTo(page);
        assertThatThrownBy(() -> EventPage.fromJson((JsonObject) Json.parse(file.replace("\"lost\"", "\"gone\""))))
                .isInstanceOf(JsonException.class);
    }

    @Test
    void anUnknownOutcomeStandsUntilItIsSuperseded() {
        Outcome unknown = new Outcome.Unknown("link cut", HOUSE, Optional.empty());
        assertThat(ended(unknown, Optional.empty()).stands()).isTrue();
        assertThat(ended(unknown, Optional.of(COMMAND)).stands()).isFalse();
        Outcome applied = new Outcome.Applied(Outcome.Evidence.READ_BACK, new Revision(8));
        assertThat(ended(applied, Optional.empty()).stands()).isFalse();
        assertThatThrownBy(() -> ended(applied, Optional.of(COMMAND))).hasMessageContaining("only an unknown outcome");
    }

    @Test
    void aMemberNobodyKnowsIsRefused() {
        JsonObject strange = Json.object()
                .put("identity", IDENTITY.toJson())
                .put("family", "synchromed")
                .put("address", "sim:SM-0001")
                .put("colour", "blue")
                .build();
        assertThatThrownBy(() -> PumpEntries.Paired.fromJson(strange))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("colour");
    }

    private static PumpEntries.Ended ended(Outcome outcome, Optional<CommandId> supersededBy) {
        return new PumpEntries.Ended(
                COMMAND, PumpEntries.Kind.COMMIT, outcome, Optional.empty(), supersededBy, List.of());
    }

    private static JsonObject parsed(JsonObject json) {
        return (JsonObject) Json.parse(json.canonicalBytes());
    }
}
