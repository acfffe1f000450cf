// SPDX-License-Identifier: Apache-2.0
package org.cisterna.chain.pumps;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cisterna.canonical.JsonObject;
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
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.synchromed.SynchromedFamily;

/** The families, with what each is asked to do. */
enum Family {
    /** A roller pump that stands still while it takes a programme. */
    SYNCHROMED("synchromed", "S2-20", "S2-000001", "baclofen", 2_000_000, 175_500, 10),
    /** Valves that move whole strokes, and no interim stop. */
    PROMETRA("prometra", "P2-20", "P2-000001", "morphine", 10_000_000, 260_000, 2_000);

    /** What every pump runs at first, in nanolitres a day. */
    static final long OLD_DAY = 140_000;

    static final String CODE = "31415926";

    private static final String MANUFACTURER = "Cisterna Simulations";
    private static final FlowRate DAY = new FlowRate(144_000);

    private final String word;
    private final String model;
    private final String serial;
    private final String drug;
    private final long concentration;
    private final long catheter;
    private final long stroke;

    Family(String word, String model, String serial, String drug, long concentration, long catheter, long stroke) {
        this.word = word;
        this.model = model;
        this.serial = serial;
        this.drug = drug;
        this.concentration = concentration;
        this.catheter = catheter;
        this.stroke = stroke;
    }

    String word() {
        return word;
    }

    String drug() {
        return drug;
    }

    /** The least that it moves, in nanolitres. */
    long stroke() {
        return stroke;
    }

    /** How long it may stand still in an update. */
    Duration interimStop() {
        return this == SYNCHROMED ? Duration.ofMinutes(1) : Duration.ZERO;
    }

    PumpId pump() {
        return new PumpId(MANUFACTURER, serial);
    }

    Solution solution() {
        return Solution.of(drug, new Concentration(concentration));
    }

    PumpDriver driver() {
        return this == SYNCHROMED ? new SynchromedDriver() : new PrometraDriver();
    }

    DeviceFamily devices() {
        return this == SYNCHROMED ? new SynchromedFamily() : new PrometraFamily();
    }

    DeviceSetup setup(Instant implanted) {
        return new DeviceSetup(
                word,
                model,
                serial,
                CODE,
                implanted,
                new Volume(catheter),
                new Volume(20_000_000),
                Map.of(drug, new Concentration(concentration)),
                List.of(new DaySchedule.Step(0, OLD_DAY)));
    }

    /** The programme that is stored, of a memory. */
    String stored(JsonObject image) {
        return image.object("bank").string(this == SYNCHROMED ? "block" : "programme");
    }

    /** Whether it delivers, of a memory. */
    Memory.Motor motor(JsonObject image) {
        long state = image.number(this == SYNCHROMED ? "motorState" : "delivery");
        if (state == 1) {
            return Memory.Motor.RUNS;
        }
        if (state == 2) {
            return Memory.Motor.STOPPED;
        }
        return this == SYNCHROMED && state == 3 ? Memory.Motor.INTERIM : Memory.Motor.OTHER;
    }

    /** Everything a plan can carry, one at a time, and a stop. */
    List<Act> acts() {
        List<Act> acts = new ArrayList<>();
        acts.add(new Act("programme", flex(), List.of()));
        acts.add(with("bolus", new ProgrammePart.SingleBolus(new Volume(30_000), Duration.ofHours(1))));
        acts.add(with("bridge", new ProgrammePart.Bridge(new FlowRate(288_000), Duration.ofHours(2))));
        acts.add(with("prime", new ProgrammePart.Prime(new Volume(40_000), prime())));
        acts.add(with("refill", new ProgrammePart.Refill(new Volume(18_250_000))));
        acts.add(with(
                "patient bolus",
                new ProgrammePart.PatientBolus(new Volume(10_000), Duration.ofMinutes(10), Duration.ofHours(4), 4)));
        if (this == SYNCHROMED) {
            acts.add(with(
                    "periodic bolus",
                    new ProgrammePart.PeriodicBolus(new Volume(6_000), Duration.ofMinutes(10), Duration.ofHours(1))));
            FlowRate least = new FlowRate(6_000);
            acts.add(new Act(
                    "minimum rate", new Programme.Continuous(least), List.of(new ProgrammePart.MinimumRate(least))));
        }
        acts.add(Act.STOP);
        return acts;
    }

    private FlowRate prime() {
        return new FlowRate(this == SYNCHROMED ? 24_000_000 : 28_800_000);
    }

    private static Act with(String name, ProgrammePart part) {
        return new Act(name, new Programme.Continuous(DAY), List.of(part));
    }

    private static Programme flex() {
        return new Programme.Flex(
                List.of(step(0, 120_000), step(360, 240_000), step(600, 144_000), step(1080, 180_000)));
    }

    private static Programme.Step step(int minute, long rate) {
        return new Programme.Step(new DayTime(minute), new FlowRate(rate));
    }
}
