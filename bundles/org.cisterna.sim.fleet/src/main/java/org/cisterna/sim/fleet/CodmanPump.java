// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.fleet;

/**
 * A pump of the Codman 3000 class: propellant presses on the bellows, a restrictor lets through what the pressure allows. It counts nothing, says nothing and knows
 * no programme; temperature of the body and pressure around it change the flow, and so does a bellows near its end. Numbers are those of the class, invented.
 */
final class CodmanPump extends FleetPump {

    private static final Build BUILD = new Build(FleetFamily.CODMAN, 500_000_000, 50_000_000);
    private static final long GIVES = 20_000_000;

    private static final int BODY = 370;
    private static final int SEA = 1_013;
    private static final long DRIVE_PASCALS = 50_000;
    private static final long PASCALS_PER_TENTH = 450;
    private static final long PASCALS_PER_HECTOPASCAL = 100;
    private static final long THINNER_PER_TENTH = 2;
    private static final long THOUSAND = 1_000;

    /** From this usable volume down the flow falls in steps of a tenth. */
    private static final long FALLS_BELOW = 2_000_000_000L;

    private static final long TENTHS = 10;

    private short tenthsOfDegree = BODY;
    private short hectopascal = SEA;
    private short offPerMille;

    /** What flows now, in pL/day; picolitre-milliseconds a day since fluid was moved last, and those carried from before. */
    private long flow;

    private long owed;
    private long carried;

    CodmanPump(Setting setting, Build.Drawn drawn) {
        super(setting, BUILD, drawn);
        plan();
    }

    @Override
    void drive(long until) {
        owed += (until - at) * flow;
        at = until;
    }

    @Override
    void settle() {
        long sum = carried + owed;
        long volume = sum / DAY;
        carried = sum - volume * DAY;
        owed = 0;
        tank.push(volume);
    }

    @Override
    void due(Tally tally) {
        settle();
        plan();
    }

    /** The flow from now on, and when it is another one: because less is left, or because a blocked path takes no more. */
    private void plan() {
        flow = tank.canFlow() ? unhindered() * tenths() / TENTHS : 0;
        change = NEVER;
        if (flow > 0) {
            long usable = tank.usable();
            long step =
                    usable >= FALLS_BELOW ? usable - FALLS_BELOW + 1 : usable - (tenths() - 1) * FALLS_BELOW / TENTHS;
            long down = Math.min(step, tank.takes());
            change = at + Math.max(1, (down * DAY - carried + flow - 1) / flow);
        }
    }

    /** How much of the whole flow a bellows near its end lets through. */
    private long tenths() {
        return Math.min(TENTHS, (tank.usable() * TENTHS + FALLS_BELOW - 1) / FALLS_BELOW);
    }

    private long unhindered() {
        long warmer = (long) tenthsOfDegree - BODY;
        long drive = DRIVE_PASCALS + PASCALS_PER_TENTH * warmer + PASCALS_PER_HECTOPASCAL * (SEA - hectopascal);
        if (drive <= 0) {
            return 0;
        }
        long thin = THOUSAND + THINNER_PER_TENTH * warmer;
        return therapy.day().rate(0) * drive / DRIVE_PASCALS * thin / THOUSAND * (THOUSAND + offPerMille);
    }

    /** It counts nothing. */
    @Override
    long calculated() {
        return 0;
    }

    // --- what people do, and what goes wrong ------------------------------------------------------------------------

    @Override
    boolean ask() {
        throw new IllegalStateException("patients have no controller for a pump of this class");
    }

    @Override
    void program(Tally tally, boolean filled) {
        // it runs the flow of its label, all its life
    }

    @Override
    void complete(Tally tally) {
        throw new IllegalStateException("a pump of this class takes no programme");
    }

    @Override
    void implant() {
        throw new IllegalStateException("a pump of this class has no battery for which it would be replaced");
    }

    @Override
    void begin(FleetFault fault, int extent, Tally tally) {
        switch (fault) {
            case INACCURATE -> offPerMille = (short) extent;
            case FEVER -> tenthsOfDegree = (short) extent;
            case HEIGHT -> hectopascal = (short) extent;
            default -> throw new IllegalArgumentException("a pump of this family has no " + fault);
        }
    }

    @Override
    boolean end(FleetFault fault, Tally tally) {
        switch (fault) {
            case INACCURATE -> offPerMille = 0;
            case FEVER -> tenthsOfDegree = BODY;
            case HEIGHT -> hectopascal = SEA;
            default -> throw new IllegalArgumentException("a pump of this family has no " + fault);
        }
        return false;
    }

    @Override
    void pathChanged() {
        // what is due after each visit reckons the flow anew
    }

    @Override
    long gives() {
        return GIVES;
    }
}
