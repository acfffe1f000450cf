// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.cisterna.quantity.Volume;

/**
 * The faults of catheter and syringe. They are the same for every family, for no firmware has a hand in them; a family takes them into its own set and hands
 * them on.
 */
public final class BodyFaults {

    /** Those that {@link #inject} knows. */
    public static final Set<DeviceFault> KNOWN = Collections.unmodifiableSet(
            EnumSet.of(DeviceFault.LEAK, DeviceFault.OCCLUSION, DeviceFault.DISCONNECTION, DeviceFault.POCKET_FILL));

    private BodyFaults() {}

    /** A family's own faults and these. */
    public static Set<DeviceFault> and(Set<DeviceFault> own) {
        EnumSet<DeviceFault> all = EnumSet.copyOf(own);
        all.addAll(KNOWN);
        return Collections.unmodifiableSet(all);
    }

    /**
     * Makes such a fault begin, change or end.
     *
     * @param gives by how much a blocked path swells under this family's drive
     * @throws IllegalArgumentException in words, when it is another fault or its value is out of range
     */
    public static void inject(PumpBody body, DeviceFault fault, long value, Volume gives) {
        switch (fault) {
            case LEAK -> body.leak(Math.toIntExact(fault.checked(value)));
            case DISCONNECTION -> body.disconnected(fault.isOn(value));
            case POCKET_FILL -> body.needleAstray(fault.isOn(value));
            case OCCLUSION -> {
                if (fault.isOn(value)) {
                    body.block(gives);
                } else {
                    body.unblock();
                }
            }
            default -> throw new IllegalArgumentException("a pump of this class has no " + fault);
        }
    }
}
