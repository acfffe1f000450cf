// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cisterna.canonical.JsonObject;
import org.cisterna.driver.medstream.MedstreamDriver;
import org.cisterna.driver.prometra.PrometraDriver;
import org.cisterna.driver.synchromed.SynchromedDriver;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpId;
import org.cisterna.pump.Solution;
import org.cisterna.pump.spi.PumpDriver;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.medstream.MedstreamFamily;
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.synchromed.SynchromedFamily;

/**
 * The families as a table: what each is made of, what it is asked to do, and where its memory says what it does. A row is all that a further
 * family of the transactional class needs to be held to every proof of this package.
 */
@SuppressWarnings("ImmutableEnumChecker") // rows of values and of methods that make things; nothing in them changes
enum Family {
    /** A roller pump that stands still while it takes a programme. */
    SYNCHROMED(
            new Implant("synchromed", "S2-20", "S2-000001", "baclofen", 2_000_000, 175_500),
            SynchromedDriver::new,
            SynchromedFamily::new,
            new Words("block", image -> Long.toString(image.number("motorState")), "1", "2", "3"),
            new Metering(10, 60_000, 30_000, 24_000_000, false, Duration.ofMinutes(1), 2_600),
            List.of(patientBolus(), periodicBolus(), minimumRate(6_000))),
    /** Valves that move whole strokes, and no interim stop. */
    PROMETRA(
            new Implant("prometra", "P2-20", "P2-000001", "morphine", 10_000_000, 260_000),
            PrometraDriver::new,
            PrometraFamily::new,
            new Words("programme", image -> Long.toString(image.number("delivery")), "1", "2", ""),
            new Metering(2_000, 60_000, 30_000, 28_800_000, true, Duration.ZERO, 2_600),
            List.of(patientBolus())),
    /** A valve that opens in pulses behind a gas, a protocol of lines of text, and no interim stop either. */
    MEDSTREAM(
            new Implant("medstream", "M3-20", "M3-000001", "baclofen", 2_000_000, 213_000),
            MedstreamDriver::new,
            MedstreamFamily::new,
            new Words("programme", image -> image.string("delivery"), "RUNNING", "HALTED", ""),
            new Metering(800, 100_000, 32_000, 4_000_000, true, Duration.ZERO, 4_200),
            List.of());

    /** What every pump runs at first, in nanolitres a day. */
    static final long OLD_DAY = 140_000;

    static final String CODE = "31415926";

    private static final String MANUFACTURER = "Cisterna Simulations";

    private final Implant implant;
    private final Supplier<PumpDriver> driver;
    private final Supplier<DeviceFamily> devices;
    private final Words words;
    private final Metering metering;
    private final List<Act> ofItsOwn;

    Family(
            Implant implant,
            Supplier<PumpDriver> driver,
            Supplier<DeviceFamily> devices,
            Words words,
            Metering metering,
            List<Act> ofItsOwn) {
        this.implant = implant;
        this.driver = driver;
        this.devices = devices;
        this.words = words;
        this.metering = metering;
        this.ofItsOwn = ofItsOwn;
    }

    /**
     * The pump that every proof begins with.
     *
     * @param concentration nanograms a millilitre
     * @param catheter nanolitres
     */
    private record Implant(String word, String model, String serial, String drug, long concentration, long catheter) {}

    /**
     * Where the firmware's memory says what it does.
     *
     * @param stored what the bank calls the bytes of the programme
     * @param motor the state of delivery, as text
     * @param interim empty for a class without an interim stop
     */
    private record Words(
            String stored, Function<JsonObject, String> motor, String running, String stopped, String interim) {}

    /**
     * How it moves fluid.
     *
     * @param stroke the least that it moves, in nanolitres
     * @param least the lowest rate that a random life orders, in nanolitres a day
     * @param bolus a single bolus that it can give whole, in nanolitres
     * @param prime the rate of a prime, in nanolitres a day
     * @param onTop whether the day goes on under a single bolus
     * @param interimStop how long it may stand still in an update
     * @param dialogue bytes of the longest dialogue in the direction that has more
     */
    private record Metering(
            long stroke, long least, long bolus, long prime, boolean onTop, Duration interimStop, int dialogue) {}

    String word() {
        return implant.word();
    }

    String drug() {
        return implant.drug();
    }

    /** The least that it moves, in nanolitres. */
    long stroke() {
        return metering.stroke();
    }

    /** The lowest rate that a random life orders, in nanolitres a day. */
    long leastRate() {
        return metering.least();
    }

    /** Whether the day goes on under a single bolus. */
    boolean bolusOnTop() {
        return metering.onTop();
    }

    /** How long it may stand still in an update. */
    Duration interimStop() {
        return metering.interimStop();
    }

    /** Bytes of its longest dialogue, in the direction that has more: within them a random life breaks the link. */
    int longestDialogue() {
        return metering.dialogue();
    }

    PumpId pump() {
        return new PumpId(MANUFACTURER, implant.serial());
    }

    Solution solution() {
        return Solution.of(implant.drug(), new Concentration(implant.concentration()));
    }

    PumpDriver driver() {
        return driver.get();
    }

    DeviceFamily devices() {
        return devices.get();
    }

    DeviceSetup setup(Instant implanted) {
        return new DeviceSetup(
                implant.word(),
                implant.model(),
                implant.serial(),
                CODE,
                implanted,
                new Volume(implant.catheter()),
                new Volume(20_000_000),
                Map.of(implant.drug(), new Concentration(implant.concentration())),
                List.of(new DaySchedule.Step(0, OLD_DAY)));
    }

    /** The programme that is stored, of a memory. */
    String stored(JsonObject image) {
        return image.object("bank").string(words.stored());
    }

    /** Whether it delivers, of a memory or of the firmware's own word. */
    Memory.Motor motor(JsonObject image) {
        String state = words.motor().apply(image);
        if (state.equals(words.running())) {
            return Memory.Motor.RUNS;
        }
        if (state.equals(words.stopped())) {
            return Memory.Motor.STOPPED;
        }
        return state.equals(words.interim()) ? Memory.Motor.INTERIM : Memory.Motor.OTHER;
    }

    /** Everything a plan can carry, one at a time, and a stop. */
    List<Act> acts() {
        List<Act> acts = new ArrayList<>();
        acts.add(new Act("programme", flex(), List.of()));
        acts.add(with("bolus", new ProgrammePart.SingleBolus(new Volume(metering.bolus()), Duration.ofHours(1))));
        acts.add(with("bridge", new ProgrammePart.Bridge(new FlowRate(288_000), Duration.ofHours(2))));
        acts.add(with("prime", new ProgrammePart.Prime(new Volume(40_000), new FlowRate(metering.prime()))));
        acts.add(with("refill", new ProgrammePart.Refill(new Volume(18_250_000))));
        acts.addAll(ofItsOwn);
        acts.add(Act.STOP);
        return acts;
    }

    private static Act patientBolus() {
        return with(
                "patient bolus",
                new ProgrammePart.PatientBolus(new Volume(10_000), Duration.ofMinutes(10), Duration.ofHours(4), 4));
    }

    private static Act periodicBolus() {
        return with(
                "periodic bolus",
                new ProgrammePart.PeriodicBolus(new Volume(6_000), Duration.ofMinutes(10), Duration.ofHours(1)));
    }

    private static Act minimumRate(long rate) {
        FlowRate least = new FlowRate(rate);
        return new Act("minimum rate", new Programme.Continuous(least), List.of(new ProgrammePart.MinimumRate(least)));
    }

    private static Act with(String name, ProgrammePart part) {
        return new Act(name, new Programme.Continuous(new FlowRate(144_000)), List.of(part));
    }

    private static Programme flex() {
        return new Programme.Flex(
                List.of(step(0, 120_000), step(360, 240_000), step(600, 144_000), step(1080, 180_000)));
    }

    private static Programme.Step step(int minute, long rate) {
        return new Programme.Step(new DayTime(minute), new FlowRate(rate));
    }
}
