// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing.fields;

import java.time.Duration;
import java.util.function.Function;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Durations;
import org.cisterna.quantity.FlowRate;
import org.cisterna.quantity.Mass;
import org.cisterna.quantity.Parsed;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Volume;

/** Readers of quantities that cannot be zero where they stand: something is divided by them, or nothing would be asked. */
public final class AboveZero {

    private AboveZero() {}

    /** A volume. */
    public static Parsed<Volume> volume(String text) {
        return read(text, Volume::parse);
    }

    /** A rate of flow. */
    public static Parsed<FlowRate> flow(String text) {
        return read(text, FlowRate::parse);
    }

    /** A dose rate. */
    public static Parsed<DoseRate> dose(String text) {
        return read(text, DoseRate::parse);
    }

    /** A mass. */
    public static Parsed<Mass> mass(String text) {
        return read(text, Mass::parse);
    }

    /** A concentration. */
    public static Parsed<Concentration> concentration(String text) {
        return read(text, Concentration::parse);
    }

    /** A duration. */
    public static Parsed<Duration> duration(String text) {
        Parsed<Duration> parsed = Durations.parse(text);
        return parsed.accepted().map(Duration::isZero).orElse(false) ? zero(text) : parsed;
    }

    private static <T extends Quantity> Parsed<T> read(String text, Function<String, Parsed<T>> parser) {
        Parsed<T> parsed = parser.apply(text);
        return parsed.accepted().map(each -> each.baseUnits() == 0).orElse(false) ? zero(text) : parsed;
    }

    /** The text was read as a quantity, so it is safe to show. */
    private static <T> Parsed<T> zero(String text) {
        return new Parsed.Refused<>('"' + text + '"', "is zero", "write what it is, above zero");
    }
}
