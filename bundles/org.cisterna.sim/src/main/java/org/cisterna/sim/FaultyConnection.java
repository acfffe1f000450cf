// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.cisterna.sim.LinkFault.Direction;
import org.cisterna.sim.LinkFault.Kind;

/** A connection whose bytes meet with {@linkplain LinkFault faults}. Used by one thread at a time. */
public final class FaultyConnection implements DeviceConnection {

    private final DeviceConnection inner;
    private final List<LinkFault> faults;
    private long toDevice;
    private long fromDevice;
    private boolean cut;

    /** A connection with the faults it will meet. */
    public FaultyConnection(DeviceConnection inner, List<LinkFault> faults) {
        this.inner = inner;
        this.faults = List.copyOf(faults);
    }

    @Override
    public byte[] receive(byte[] bytes, Instant pumpTime) throws IOException {
        if (cut) {
            return new byte[0];
        }
        boolean cutBefore = reaches(Kind.CUT, Direction.TO_DEVICE, toDevice, bytes.length);
        byte[] arriving = pass(bytes, Direction.TO_DEVICE, toDevice);
        toDevice += bytes.length;
        byte[] answer = arriving.length == 0 ? new byte[0] : inner.receive(arriving, pumpTime);
        boolean cutAfter = reaches(Kind.CUT, Direction.FROM_DEVICE, fromDevice, answer.length);
        byte[] leaving = pass(answer, Direction.FROM_DEVICE, fromDevice);
        fromDevice += answer.length;
        if (cutBefore || cutAfter) {
            cut = true;
            inner.close();
        }
        return leaving;
    }

    private boolean reaches(Kind kind, Direction direction, long passed, int length) {
        return faults.stream()
                .anyMatch(f -> f.kind() == kind && f.direction() == direction && passed + length > f.after());
    }

    private byte[] pass(byte[] bytes, Direction direction, long passed) {
        byte[] out = bytes.clone();
        int end = out.length;
        for (LinkFault fault : faults) {
            if (fault.direction() != direction) {
                continue;
            }
            long at = fault.after() - passed;
            if (fault.kind() == Kind.FLIP && at >= 0 && at < out.length) {
                out[(int) at] ^= 1;
            } else if (fault.kind() != Kind.FLIP && at < end) {
                end = (int) Math.max(0, at);
            }
        }
        return Arrays.copyOf(out, end);
    }

    @Override
    public boolean isOpen() {
        return !cut && inner.isOpen();
    }

    @Override
    public void close() {
        cut = true;
        inner.close();
    }
}
