// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

/** Something that can be made to go wrong in a simulated device. A family supports some of them. */
public enum DeviceFault {
    /** The rotor stands although it is driven: 1 on, 0 off. The firmware notices late. */
    MOTOR_STALL(Form.SWITCH),
    /** The device moves more or less than it counts: per mille of the counted volume, -1000 to 1000. */
    ACCURACY_OFFSET(Form.PER_MILLE),
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
    /** The device's clock differs from pump time: milliseconds, positive when it is ahead. */
    CLOCK_OFFSET(Form.MILLISECONDS),
    /** The device lies in a strong magnetic field, as in a scanner: 1 on, 0 off. */
    STRONG_FIELD(Form.SWITCH),
    /** The valve that closes when too much flows at once: 1 closes it, 0 resets it by hand. */
    FLOW_VALVE(Form.SWITCH);

    /** What a fault's value means. */
    public enum Form {
        /** 1 begins it, 0 ends it. */
        SWITCH,
        /** It happens once; the value means nothing. */
        ONCE,
        /** Thousandths, negative ones too. */
        PER_MILLE,
        /** A time, negative ones too. */
        MILLISECONDS
    }

    private final Form form;

    DeviceFault(Form form) {
        this.form = form;
    }

    /** What its value means. */
    public Form form() {
        return form;
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

    /**
     * The value of a fault that has an extent.
     *
     * @throws IllegalArgumentException in words, when it is further from 0 than the most
     */
    public long within(long value, long most) {
        if (value < -most || value > most) {
            throw new IllegalArgumentException(this + " takes " + -most + " to " + most + ", got " + value);
        }
        return value;
    }
}
