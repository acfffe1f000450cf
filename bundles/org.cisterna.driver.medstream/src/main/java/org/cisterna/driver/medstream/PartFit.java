// SPDX-License-Identifier: Apache-2.0
package org.cisterna.driver.medstream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.cisterna.pump.ProgrammePart;
import org.cisterna.pump.Violation;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Volume;

/** Turns the parts of a plan into nanolitres and minutes, or says why this pump cannot take them. Nothing is rounded. */
final class PartFit {

    private static final String SOURCE = "what the pump declares";
    private static final int MINUTES_PER_DAY = 1_440;

    private final Description device;
    private final List<Violation> violations;
    private final long basal;
    private OptionalLong reservoir = OptionalLong.empty();
    private OptionalLong prime = OptionalLong.empty();
    private Optional<ProgrammeText.Bridge> bridge = Optional.empty();
    private Optional<ProgrammeText.Bolus> bolus = Optional.empty();

    /**
     * For the parts of one plan.
     *
     * @param basal highest rate of its day, in nanolitres a day
     */
    PartFit(Description device, List<Violation> violations, long basal) {
        this.device = device;
        this.violations = violations;
        this.basal = basal;
    }

    void add(ProgrammePart part) {
        if (part instanceof ProgrammePart.Refill refill) {
            refill(refill);
        } else if (part instanceof ProgrammePart.Prime given) {
            prime(given);
        } else if (part instanceof ProgrammePart.Bridge given) {
            int minutes = minutes("bridge.duration", given.duration(), device.bridgeGrid(), device.longestBridge());
            bridge = Optional.of(
                    new ProgrammeText.Bridge(PlanFit.rate(device, violations, "bridge.rate", given.rate()), minutes));
        } else if (part instanceof ProgrammePart.SingleBolus given) {
            bolus = Optional.of(new ProgrammeText.Bolus(
                    pulses("bolus.volume", given.volume(), device.mostBolus()),
                    minutes("bolus.duration", given.duration(), device.bolusGrid(), device.longestBolus())));
            together(bolus.get());
        } else {
            violations.add(Violation.of(
                    "UNSUPPORTED_PART",
                    "parts",
                    part.text(),
                    "pumps of this class cannot take such a part; draft without it"));
        }
    }

    /** What no pump of this class takes together; to be asked once, after every part was added. */
    void exclusions() {
        if (bolus.isPresent() && (prime.isPresent() || bridge.isPresent())) {
            violations.add(Violation.of(
                    "PARTS_EXCLUDE",
                    "the pump gives no bolus together with a prime or a bridge; send them one after the other"));
        }
    }

    ProgrammeText block(List<ProgrammeText.Step> steps, List<ProgrammeText.Drug> drugs) {
        return new ProgrammeText(steps, drugs, reservoir, prime, bridge, bolus);
    }

    private void refill(ProgrammePart.Refill refill) {
        if (refill.reservoir().nanolitres() > device.usable()) {
            violations.add(Violation.of(
                            "OUT_OF_RANGE",
                            "refill.reservoir",
                            refill.reservoir().text(),
                            "the reservoir does not hold so much")
                    .against(new Volume(device.usable()).text(), SOURCE));
        }
        reservoir = OptionalLong.of(refill.reservoir().nanolitres());
    }

    private void prime(ProgrammePart.Prime given) {
        if (!given.rate().equals(new FlowRate(device.primeRate()))) {
            violations.add(Violation.of(
                            "OUT_OF_RANGE", "prime.rate", given.rate().text(), "the pump primes at a rate of its own")
                    .against(new FlowRate(device.primeRate()).text(), SOURCE));
        }
        prime = OptionalLong.of(pulses("prime.volume", given.volume(), device.mostPrime()));
    }

    /** Day and bolus together stay within what the valve can do. */
    private void together(ProgrammeText.Bolus given) {
        if (given.minutes() == 0) {
            return;
        }
        long rate = basal + (given.volume() * MINUTES_PER_DAY + given.minutes() - 1) / given.minutes();
        if (rate > device.highestRate()) {
            violations.add(Violation.of(
                            "OUT_OF_RANGE",
                            "bolus.rate",
                            new FlowRate(rate).text() + " with the day's",
                            "the pump does not deliver so fast; give the bolus more time")
                    .against(new FlowRate(device.highestRate()).text(), SOURCE));
        }
    }

    private long pulses(String field, Volume volume, long largest) {
        Volume pulse = new Volume(device.pulse());
        Volume most = new Volume(largest);
        if (volume.compareTo(pulse) < 0 || volume.compareTo(most) > 0) {
            boolean little = volume.compareTo(pulse) < 0;
            violations.add(Violation.of(
                            "OUT_OF_RANGE",
                            field,
                            volume.text(),
                            little ? "less than a pulse cannot be given" : "the pump gives less at once")
                    .against((little ? pulse : most).text(), SOURCE));
            return 0;
        }
        if (volume.nanolitres() % device.pulse() != 0) {
            violations.add(Violation.of(
                            "OFF_GRID", field, volume.text(), "the valve makes whole pulses; nothing is rounded here")
                    .against(pulse.text(), SOURCE));
            return 0;
        }
        return volume.nanolitres();
    }

    private int minutes(String field, Duration duration, int grid, int longest) {
        Duration most = Duration.ofMinutes(longest);
        Duration step = Duration.ofMinutes(grid);
        if (duration.compareTo(step) < 0 || duration.compareTo(most) > 0) {
            Duration limit = duration.compareTo(step) < 0 ? step : most;
            violations.add(Violation.of("OUT_OF_RANGE", field, Durations.text(duration), "the pump holds no such time")
                    .against(Durations.text(limit), SOURCE));
            return 0;
        }
        if (duration.toMillis() % step.toMillis() != 0) {
            violations.add(Violation.of(
                            "OFF_GRID",
                            field,
                            Durations.text(duration),
                            "times are whole multiples of the pump's grid; nothing is rounded here")
                    .against(Durations.text(step), SOURCE));
            return 0;
        }
        return Math.toIntExact(duration.toMinutes());
    }
}
