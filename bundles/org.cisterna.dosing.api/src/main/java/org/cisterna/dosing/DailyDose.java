// SPDX-License-Identifier: Apache-2.0
package org.cisterna.dosing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cisterna.pump.Programme;
import org.cisterna.pump.Solution;
import org.cisterna.quantity.Concentration;
import org.cisterna.quantity.DoseRate;
import org.cisterna.quantity.Quantity;
import org.cisterna.quantity.Ratio;

/**
 * The mass of a drug in 24 h of pump time, exact. A schedule in minutes, or a secondary drug that follows its primary, rarely gives a whole
 * number of nanograms; nothing is rounded here, only {@link #text()} is, for showing.
 *
 * @param nanograms in 24 h, not negative
 */
public record DailyDose(Ratio nanograms) implements Comparable<DailyDose> {

    private static final long NANOLITRES_PER_MILLILITRE = 1_000_000;
    private static final Ratio PER_MICROGRAM = Ratio.of(1000);
    private static final Ratio LARGEST_RATE = Ratio.of(Quantity.MAX_BASE_UNITS);
    private static final int SHOWN_DIGITS = 3;
    private static final Pattern FRACTION = Pattern.compile("([0-9]{1,60})/([1-9][0-9]{0,60}) ng/day");

    public DailyDose {
        if (nanograms.signum() < 0) {
            throw new IllegalArgumentException("a dose is not negative: " + nanograms);
        }
    }

    /** The dose of 24 h at a constant rate. */
    public static DailyDose of(DoseRate rate) {
        return new DailyDose(rate.exact());
    }

    /** What a programme gives of a drug of this concentration in 24 h. */
    public static DailyDose of(Programme programme, Concentration concentration) {
        return new DailyDose(
                programme.dailyNanolitres().times(concentration.exact()).dividedBy(NANOLITRES_PER_MILLILITRE));
    }

    /** What a programme gives of each drug of a solution, in the order of the solution. */
    public static List<DailyDose> of(Programme programme, Solution solution) {
        List<DailyDose> doses = new ArrayList<>();
        for (Solution.Ingredient each : solution.ingredients()) {
            doses.add(of(programme, each.concentration()));
        }
        return List.copyOf(doses);
    }

    /** Whether {@link #text()} shows all of it. */
    public boolean isWhole() {
        return nanograms.isWhole();
    }

    /**
     * Whether a typed dose means this one: equal to it, or to what is shown of it when it does not end.
     *
     * @param typed what a person typed
     */
    public boolean isMeantBy(DoseRate typed) {
        return shownNanograms().equals(typed.exact());
    }

    /** For people, rounded half to even to the nanogram: {@code "326 mcg/day"}. */
    public String text() {
        return nanograms.dividedBy(PER_MICROGRAM).decimal(SHOWN_DIGITS) + " mcg/day";
    }

    /** For records, exact: the text when it shows all of it, else a fraction, {@code "490000/3 ng/day"}. */
    public String exactText() {
        return isWhole() && nanograms.compareTo(LARGEST_RATE) <= 0
                ? text()
                : nanograms.numerator() + "/" + nanograms.denominator() + " ng/day";
    }

    /** Reads what {@link #exactText()} wrote. */
    public static DailyDose parse(String exactText) {
        Matcher fraction = FRACTION.matcher(exactText);
        if (fraction.matches()) {
            return new DailyDose(new Ratio(new BigInteger(fraction.group(1)), new BigInteger(fraction.group(2))));
        }
        return of(DoseRate.parse(exactText).orElseThrow());
    }

    private Ratio shownNanograms() {
        return new Ratio(new BigInteger(nanograms.decimal(0)), BigInteger.ONE);
    }

    @Override
    public int compareTo(DailyDose other) {
        return nanograms.compareTo(other.nanograms);
    }

    @Override
    public String toString() {
        return text();
    }
}
