// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cisterna.pump.Alarm;
import org.cisterna.pump.Capabilities;
import org.cisterna.pump.CommandEffect;
import org.cisterna.pump.CommandId;
import org.cisterna.pump.Functions;
import org.cisterna.pump.MotorState;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.PumpIdentity;
import org.cisterna.pump.Revision;
import org.cisterna.pump.Snapshot;
import org.cisterna.pump.Source;
import org.cisterna.pump.spi.ReadBack;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Range;
import org.cisterna.quantity.Volume;

/** The words of the device's answers in the platform's terms. What a device did not say is never filled in. */
final class Readings {

    private static final long MOST_VOLUME = 1_000_000_000_000L;
    private static final long MOST_MILLIS = 253_402_300_799_999L;
    private static final int MOST_ALARMS = 16;

    private Readings() {}

    /** {@code OK model firmware rateMin rateMax rateGrid steps stepMinutes capacity residual tubing low accuracyPerMille}. */
    static PumpIdentity identity(String serial, Words words) throws MalformedException {
        words.exactly(13);
        long slowest = words.number(3, 1, MOST_VOLUME);
        return new PumpIdentity(
                new PumpId(DripLineDriver.MANUFACTURER, serial),
                words.word(1),
                words.word(2),
                new Capabilities(
                        new Range<>(new FlowRate(slowest), new FlowRate(words.number(4, slowest, MOST_VOLUME))),
                        new FlowRate(words.number(5, 1, MOST_VOLUME)),
                        (int) words.number(6, 1, 1440),
                        Duration.ofMinutes(words.number(7, 1, 1440)),
                        volume(words, 8),
                        volume(words, 9),
                        volume(words, 10),
                        volume(words, 11),
                        (int) words.number(12, 0, 1000),
                        Source.CALCULATED,
                        Optional.empty(),
                        Optional.of(Functions.NONE)),
                true);
    }

    private static Volume volume(Words words, int index) throws MalformedException {
        return new Volume(words.number(index, 0, MOST_VOLUME));
    }

    /** {@code OK revision programme solution motor since reservoir delivered clock battery alarms last}. */
    static Snapshot snapshot(PumpIdentity identity, Words words) throws MalformedException {
        words.exactly(12);
        return new Snapshot(
                identity,
                revision(words, 1),
                Forms.programme(words.word(2)),
                Forms.solution(words.word(3)),
                motor(words.word(4)),
                instant(words.word(5)),
                volume(words, 6),
                volume(words, 7),
                instant(words.word(8)),
                battery(words.word(9)),
                alarms(words.word(10)),
                last(words.word(11)));
    }

    /** {@code OK revision programme solution motor}. */
    static ReadBack readBack(Words words) throws MalformedException {
        words.exactly(5);
        return new ReadBack(
                revision(words, 1),
                Forms.programme(words.word(2)),
                Forms.solution(words.word(3)),
                motor(words.word(4)));
    }

    /** {@code OK effect revision}. */
    static CommandEffect effect(CommandId command, Words words) throws MalformedException {
        words.exactly(3);
        return new CommandEffect(command, effect(words.word(1)), revision(words, 2));
    }

    private static CommandEffect.Effect effect(String word) throws MalformedException {
        if (word.equals("APPLIED")) {
            return CommandEffect.Effect.APPLIED;
        }
        throw new MalformedException("an effect that this driver does not know");
    }

    private static Revision revision(Words words, int index) throws MalformedException {
        return new Revision(words.number(index, 0, Long.MAX_VALUE));
    }

    private static Instant instant(String word) throws MalformedException {
        return Instant.ofEpochMilli(Words.number(word, 0, MOST_MILLIS));
    }

    /** A word that this driver does not know is UNKNOWN, and never taken for another one. */
    private static MotorState motor(String word) {
        return switch (word) {
            case "RUNNING" -> MotorState.RUNNING;
            case "STOPPED" -> MotorState.STOPPED;
            case "EMPTY" -> MotorState.EMPTY;
            default -> MotorState.UNKNOWN;
        };
    }

    private static Snapshot.Battery battery(String word) {
        return switch (word) {
            case "OK" -> Snapshot.Battery.OK;
            case "ERI" -> Snapshot.Battery.ERI;
            case "EOS" -> Snapshot.Battery.EOS;
            default -> Snapshot.Battery.UNKNOWN;
        };
    }

    private static List<Alarm> alarms(String word) throws MalformedException {
        List<Alarm> alarms = new ArrayList<>();
        if (word.equals("none")) {
            return alarms;
        }
        for (String each : word.split(",", MOST_ALARMS + 1)) {
            String[] parts = each.split(":", -1);
            if (parts.length != 2 || alarms.size() == MOST_ALARMS) {
                throw new MalformedException("an alarm is CODE:SINCE, and there are " + MOST_ALARMS + " at most");
            }
            alarms.add(
                    switch (parts[0]) {
                        case "LOW_RESERVOIR" -> new Alarm("LOW_RESERVOIR", false, instant(parts[1]));
                        case "EMPTY_RESERVOIR" -> new Alarm("EMPTY_RESERVOIR", true, instant(parts[1]));
                        default -> new Alarm("UNKNOWN_ALARM", true, instant(parts[1]));
                    });
        }
        return alarms;
    }

    private static Optional<CommandEffect> last(String word) throws MalformedException {
        if (word.equals("none")) {
            return Optional.empty();
        }
        String[] parts = word.split(":", -1);
        if (parts.length != 3 || !parts[0].matches("[0-9a-f]{32}")) {
            throw new MalformedException("the last command is ID:EFFECT:REVISION");
        }
        return Optional.of(new CommandEffect(
                new CommandId(parts[0]), effect(parts[1]), new Revision(Words.number(parts[2], 0, Long.MAX_VALUE))));
    }
}
