// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

/** Something that can be made to go wrong in a simulated device, its catheter or what is around it. A family supports some of them. */
public enum DeviceFault {
    /** The rotor stands although it is driven: 1 on, 0 off. The firmware notices late. */
    MOTOR_STALL(Form.SWITCH),
    /** The device moves more or less than it counts: per mille of the counted volume, -1000 to 1000. */
    ACCURACY_OFFSET(Form.PER_MILLE, -1_000, 1_000),
    /** The programme cannot be written to non-volatile memory, and the firmware notices: 1 on, 0 off. */
    MEMORY_WRITE_FAILURE(Form.SWITCH),
    /** A write of the programme is acknowledged but stores nothing; the device runs it until its next restart: 1 on, 0 off. */
    MEMORY_WRITE_LOST(Form.SWITCH),
    /** The stored programme is damaged, once: any value. Found when it is read, or at the next restart. */
    MEMORY_CORRUPTION(Form.ONCE),
    /** After an update that was not finished the pump stays stopped instead of going on as before: 1 on, 0 off. */
    STAYS_STOPPED(Form.SWITCH),
    /** The firmware loses power for a moment, once: any value. The programme has to be sent again. */
    POWER_ON_RESET(Form.ONCE),
    /** The firmware restarts, once: any value. Memory is kept, delivery goes on, sessions end. */
    RESTART(Form.ONCE),
    /** The device's clock differs from pump time: milliseconds, at most two years, positive when it is ahead. */
    CLOCK_OFFSET(Form.MILLISECONDS, -731L * 86_400_000, 731L * 86_400_000),
    /** The device lies in a strong magnetic field, as in a scanner: 1 on, 0 off. */
    STRONG_FIELD(Form.SWITCH),
    /** The valve that closes when too much flows at once: 1 closes it, 0 resets it by hand. */
    FLOW_VALVE(Form.SWITCH),
    /** So much of what leaves the pump goes into the tissue at the connector: per mille, 0 to 1000; 0 ends it. */
    LEAK(Form.PER_MILLE, 0, 1_000),
    /** The catheter is blocked at its tip: 1 on, 0 off. What the path was swollen by comes out when it ends. */
    OCCLUSION(Form.SWITCH),
    /** The catheter is off the pump's connector, and all that leaves the pump goes into the tissue: 1 on, 0 off. */
    DISCONNECTION(Form.SWITCH),
    /** Whoever fills misses the port: what is filled goes into the pocket of the tissue and not into the reservoir: 1 on, 0 off. */
    POCKET_FILL(Form.SWITCH),
    /** From now on the device moves more than it counts, and each day so much more: per mille a day, 0 to 1000; 0 ends it. */
    OVER_INFUSION(Form.PER_MILLE, 0, 1_000),
    /** The device's clock runs faster than pump time, slower when negative: millionths. */
    CLOCK_DRIFT(Form.PER_MILLION, -DeviceClock.MOST_DRIFT, DeviceClock.MOST_DRIFT),
    /** The battery has a film that resists, and ends sooner after its first warning than the device promises: 1 on, 0 off. */
    BATTERY_FILM(Form.SWITCH),
    /** The date by which the device wants to be replaced is shown wrongly: 1 on, 0 off. */
    REPLACE_BY_WRONG(Form.SWITCH),
    /** The battery fails for a moment, once: any value. As a power-on reset, and the device says why. */
    LOW_BATTERY_RESET(Form.ONCE),
    /** Something other than the stored programme is damaged in the memory, once: any value. The firmware notices, and goes on. */
    DATA_CORRUPTION(Form.ONCE),
    /** How long after it has left a strong field the rotor turns again: milliseconds, 0 to 24 h. */
    FIELD_RECOVERY(Form.MILLISECONDS, 0, 86_400_000),
    /** After a strong field the rotor does not turn again until this ends: 1 on, 0 off. */
    FIELD_DAMAGE(Form.SWITCH),
    /** What the device notices of a stall is in its log only after a second interrogation: 1 on, 0 off. */
    STALL_LOGGED_LATE(Form.SWITCH),
    /** When the device leaves a strong field it stays in its telemetry mode and delivers nothing until somebody speaks to it: 1 on, 0 off. */
    TELEMETRY_STUCK(Form.SWITCH),
    /** After an interrogation the device warns of a low and an empty reservoir although its own count is right: 1 on, 0 off. */
    PREMATURE_LOW_RESERVOIR(Form.SWITCH),
    /** The flow valve does not close when too much flows at once: 1 on, 0 off. */
    FLOW_VALVE_FAILS(Form.SWITCH),
    /** The temperature of the body around the device: tenths of a degree Celsius, 300 to 450; 370 as usual. */
    BODY_TEMPERATURE(Form.TENTHS_OF_DEGREE, 300, 450),
    /** The pressure of the air around the body: hectopascal, 300 to 6000; 1013 as usual at the sea. */
    AMBIENT_PRESSURE(Form.HECTOPASCAL, 300, 6_000),
    /** The fill-level sensor drifts by so much more: nanolitres a day, negative when it comes to show too little. */
    SENSOR_DRIFT(Form.NANOLITRES_A_DAY, -40_000_000, 40_000_000),
    /** The fill-level sensor counts thousandths of what is delivered as still there, negative ones as gone twice. */
    SENSOR_GAIN(Form.PER_MILLE, -1_000, 1_000),
    /** The firmware believes its fill-level sensor whatever it calculated: 1 on, 0 off. The field bug of the recall of 2013. */
    SENSOR_UNCHECKED(Form.SWITCH),
    /** The fill-level sensor is calibrated to what is really in the reservoir, once: any value. No fault, but what ends one. */
    SENSOR_CALIBRATION(Form.ONCE),
    /** The device says it has a firmware of this major version, 1 to 99; 0 ends it. */
    NEWER_FIRMWARE(Form.COUNT, 0, 99),
    /** The device raises an alarm of which only a newer protocol has the word: 1 on, 0 off. */
    NEWER_ALARM(Form.SWITCH),
    /** The device logs an event of which only a newer protocol has the word, once: any value. */
    NEWER_EVENT(Form.ONCE);

    /** What a fault's value means. */
    public enum Form {
        /** 1 begins it, 0 ends it. */
        SWITCH,
        /** It happens once; the value means nothing. */
        ONCE,
        /** Thousandths, negative ones too where the fault allows them. */
        PER_MILLE,
        /** A time, negative ones too where the fault allows them. */
        MILLISECONDS,
        /** Millionths, negative ones too. */
        PER_MILLION,
        /** Tenths of a degree Celsius. */
        TENTHS_OF_DEGREE,
        /** Hectopascal. */
        HECTOPASCAL,
        /** A whole number. */
        COUNT,
        /** A rate, negative ones too. */
        NANOLITRES_A_DAY
    }

    private final Form form;
    private final long least;
    private final long most;

    DeviceFault(Form form) {
        this(form, form == Form.SWITCH ? 0 : Long.MIN_VALUE, form == Form.SWITCH ? 1 : Long.MAX_VALUE);
    }

    DeviceFault(Form form, long least, long most) {
        this.form = form;
        this.least = least;
        this.most = most;
    }

    /** Whether the firmware starts anew by it, so that every conversation with the device ends. */
    public boolean restarts() {
        return this == POWER_ON_RESET || this == LOW_BATTERY_RESET || this == RESTART;
    }

    /** What its value means. */
    public Form form() {
        return form;
    }

    /** The least value that it takes. */
    public long least() {
        return least;
    }

    /** The largest value that it takes. */
    public long most() {
        return most;
    }

    /**
     * A value of this fault.
     *
     * @throws IllegalArgumentException in words, when it takes no such value
     */
    public long checked(long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(this + " takes " + least + " to " + most + ", got " + value);
        }
        return value;
    }

    /**
     * What a value says of a fault that is switched on and off.
     *
     * @throws IllegalArgumentException in words, when it is neither 1 nor 0
     */
    public boolean isOn(long value) {
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException(this + " is switched on with 1 and off with 0, got " + value);
        }
        return value == 1;
    }
}
