// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cisterna.pump.Programme;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.PumpEvent;
import org.cisterna.pump.PumpId;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DayTime;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;
import org.cisterna.sim.DaySchedule;
import org.cisterna.sim.DeviceFamily;
import org.cisterna.sim.DeviceFault;
import org.cisterna.sim.DeviceMemory;
import org.cisterna.sim.DeviceSetup;
import org.cisterna.sim.SimulatedDevice;
import org.cisterna.sim.Solution;
import org.cisterna.sim.Truth;
import org.cisterna.sim.codman.CodmanFamily;
import org.cisterna.sim.medstream.MedstreamFamily;
import org.cisterna.sim.prometra.PrometraFamily;
import org.cisterna.sim.synchromed.SynchromedFamily;
import org.cisterna.testkit.SimulatedStorage;
import org.cisterna.time.Randomness;

/**
 * The whole device that a pump of the fleet stands for: made by its family, programmed and read through its driver, filled and harmed as any simulated device. It
 * was on a shelf until it was implanted, so its battery has lost what standing by takes.
 */
final class WholeDevice {

    private static final String CODE = "12345678";
    private static final long UPDATE = 5_000;
    private static final List<String> OF_ROLLERS = List.of(
            "LOW_RESERVOIR",
            "EMPTY_RESERVOIR",
            "STOPPED_PUMP_48H",
            "POWER_ON_RESET",
            "MOTOR_STALL",
            "MEMORY_ERROR",
            "ERI",
            "EOS");
    private static final List<String> OF_VALVES = List.of(
            "",
            "LOW_RESERVOIR",
            "EMPTY_RESERVOIR",
            "FAV_CLOSED",
            "POWER_ON_RESET",
            "MEMORY_ERROR",
            "ERI",
            "EOS",
            "STOPPED_PUMP_48H");

    private final FleetPump pump;
    private final SimulatedDevice device;
    private final Optional<Programmer> programmer;

    /** An alarm that began or ended, by the clock of the device. */
    record Sounded(long clock, FleetAlarm alarm, boolean began) {}

    /** As the pump of the fleet is now: full, its programme running from now on. */
    WholeDevice(FleetPump pump) {
        this.pump = pump;
        DeviceFamily family =
                switch (pump.family()) {
                    case SYNCHROMED -> new SynchromedFamily();
                    case PROMETRA -> new PrometraFamily();
                    case MEDSTREAM -> new MedstreamFamily();
                    case CODMAN -> new CodmanFamily();
                };
        DeviceSetup setup = setup(family);
        try {
            device = family.open(
                    setup,
                    DeviceMemory.open(new SimulatedStorage(1), "d"),
                    Randomness.seeded(1),
                    Instant.ofEpochMilli(pump.at));
            if (pump.family() == FleetFamily.MEDSTREAM) {
                device.inject(DeviceFault.SENSOR_CALIBRATION, 1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (family.hasTelemetry()) {
            PumpId id = new PumpId(family.manufacturer(), setup.serial());
            Programmer visits = new Programmer(pump.family(), id, CODE, device, pump.at);
            programmer = Optional.of(visits);
            program(false, pump.at);
            visits.forgetEvents();
        } else {
            programmer = Optional.empty();
        }
    }

    private DeviceSetup setup(DeviceFamily family) {
        Map<String, Concentration> content = new LinkedHashMap<>();
        label().forEach(content::put);
        long reservoir = pump.therapy.reservoir();
        String model = family.models().stream()
                .filter(each -> each.endsWith("-" + reservoir / 1_000_000))
                .findFirst()
                .orElseThrow();
        boolean electronic = pump instanceof ElectronicPump;
        return new DeviceSetup(
                family.name(),
                model,
                "F-1",
                family.hasTelemetry() ? CODE : "",
                Instant.ofEpochMilli(pump instanceof ElectronicPump aged ? aged.battery.implanted() : pump.at),
                new Volume(pump.tank.catheter() / 1_000),
                new Volume(reservoir),
                content,
                electronic ? List.of() : pump.therapy.day().schedule(),
                pump instanceof ElectronicPump drifting ? drifting.drift() : 0);
    }

    private Map<String, Concentration> label() {
        Map<String, Concentration> label = new LinkedHashMap<>();
        pump.therapy
                .label()
                .drugs()
                .forEach((drug, c) -> label.put(
                        drug,
                        new Concentration(c.numerator().divide(c.denominator()).longValueExact())));
        return label;
    }

    void live(long time) {
        device.advanceTo(Instant.ofEpochMilli(time));
    }

    boolean patientAsks() {
        try {
            return device.patientAsks();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void refill() {
        try {
            device.withdraw(new Volume(pump.therapy.reservoir()));
            device.fill(new Volume(pump.therapy.reservoir()), Solution.of(label()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Programmes what the pump of the fleet runs from its time on; a family that stands meanwhile is done five seconds later. */
    void program(boolean filled) {
        program(filled, pump.family() == FleetFamily.SYNCHROMED ? pump.at + UPDATE : pump.at);
    }

    private void program(boolean filled, long ends) {
        if (programmer.isEmpty()) {
            return;
        }
        Therapy therapy = pump.therapy;
        List<Programme.Step> steps = new ArrayList<>();
        for (DaySchedule.Step step : therapy.day().schedule()) {
            steps.add(new Programme.Step(new DayTime(step.startMinute()), new FlowRate(step.nanolitresPerDay())));
        }
        List<ProgrammePart> parts = new ArrayList<>();
        if (therapy.most() > 0) {
            parts.add(new ProgrammePart.PatientBolus(
                    new Volume(therapy.bolus()),
                    Duration.ofMillis(therapy.bolusMillis()),
                    Duration.ofMillis(therapy.lockoutMillis()),
                    therapy.most()));
        }
        if (filled) {
            parts.add(new ProgrammePart.Refill(new Volume(therapy.reservoir())));
        }
        List<org.cisterna.pump.Solution.Ingredient> ingredients = new ArrayList<>();
        label().forEach((drug, c) -> ingredients.add(new org.cisterna.pump.Solution.Ingredient(drug, c)));
        programmer
                .orElseThrow()
                .program(new Programme.Flex(steps), new org.cisterna.pump.Solution(ingredients), parts, pump.at, ends);
    }

    void calibrate() {
        inject(DeviceFault.SENSOR_CALIBRATION, 1);
    }

    void begin(FleetFault fault, int extent) {
        inject(kind(fault), extent);
    }

    void end(FleetFault fault) {
        switch (fault) {
            case POWER_LOSS -> {} // it was for a moment
            case FEVER -> inject(DeviceFault.BODY_TEMPERATURE, 370);
            case HEIGHT -> inject(DeviceFault.AMBIENT_PRESSURE, 1_013);
            case FIELD -> {
                inject(DeviceFault.STRONG_FIELD, 0);
                if (pump.family() == FleetFamily.PROMETRA) {
                    inject(DeviceFault.FLOW_VALVE, 0);
                }
            }
            case SENSOR_DRIFT -> {
                inject(DeviceFault.SENSOR_DRIFT, 0);
                calibrate();
            }
            default -> inject(kind(fault), 0);
        }
    }

    private static DeviceFault kind(FleetFault fault) {
        return switch (fault) {
            case ROTOR_STANDS, VALVE_STANDS -> DeviceFault.MOTOR_STALL;
            case POWER_LOSS -> DeviceFault.POWER_ON_RESET;
            case INACCURATE -> DeviceFault.ACCURACY_OFFSET;
            case FLOW_VALVE -> DeviceFault.FLOW_VALVE;
            case FIELD -> DeviceFault.STRONG_FIELD;
            case SENSOR_DRIFT -> DeviceFault.SENSOR_DRIFT;
            case FEVER -> DeviceFault.BODY_TEMPERATURE;
            case HEIGHT -> DeviceFault.AMBIENT_PRESSURE;
            case LEAK -> DeviceFault.LEAK;
            case OCCLUSION -> DeviceFault.OCCLUSION;
            case DISCONNECTION -> DeviceFault.DISCONNECTION;
            case POCKET_FILL -> DeviceFault.POCKET_FILL;
        };
    }

    void inject(DeviceFault fault, long value) {
        try {
            device.inject(fault, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Truth truth() {
        return device.truth();
    }

    /** What it counts to be left, in nL; 0 of one that counts nothing. */
    long calculated() {
        return programmer.isEmpty()
                ? 0
                : Volume.parse(device.describe().string("calculatedReservoir"))
                        .orElseThrow()
                        .nanolitres();
    }

    /** The alarms of its log since the last call; with nothing new, or not much yet, none. */
    List<Sounded> sounded(boolean now) {
        List<Sounded> all = new ArrayList<>();
        if (programmer.isPresent() && (now || programmer.get().isDue())) {
            for (PumpEvent event : programmer.get().events(pump.at)) {
                switch (event.code()) {
                    case "ALARM_BEGAN" -> all.add(sounded(event, alarm(event.detail()), true));
                    case "ALARM_ENDED" -> all.add(sounded(event, alarm(event.detail()), false));
                    case "MOTOR_STALL" -> all.add(sounded(event, FleetAlarm.VALVE_STANDS, true));
                    case "MOTOR_STALL_RECOVERY" -> all.add(sounded(event, FleetAlarm.VALVE_STANDS, false));
                    default -> {} // no alarm
                }
            }
        }
        return all;
    }

    private static Sounded sounded(PumpEvent event, FleetAlarm alarm, boolean began) {
        return new Sounded(event.at().toEpochMilli(), alarm, began);
    }

    /** As the page of the family's protocol numbers or names them. */
    private FleetAlarm alarm(String detail) {
        String code = detail.substring("alarm ".length());
        return FleetAlarm.valueOf(
                switch (pump.family()) {
                    case SYNCHROMED -> OF_ROLLERS.get(Integer.parseInt(code));
                    case PROMETRA -> OF_VALVES.get(Integer.parseInt(code));
                    default -> code.equals("NOT_DELIVERING_48H") ? "STOPPED_PUMP_48H" : code;
                });
    }
}
