// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.cisterna.pump.wire.Link;
import org.cisterna.pump.wire.LinkException;
import org.cisterna.pump.wire.LinkException.Reason;
import org.cisterna.time.TimeSource;

/** A link over a socket of this machine. A read waits in slices, so that an interrupt and the deadline are noticed. */
final class LoopbackLink implements Link {

    private static final int SLICE_MILLIS = 50;
    private static final int MOST_MILLIS = 60_000;

    private final Socket socket;
    private final TimeSource house;
    private volatile boolean open = true;

    private LoopbackLink(Socket socket, TimeSource house) {
        this.socket = socket;
        this.house = house;
    }

    static LoopbackLink open(int port, TimeSource house, Instant deadline) throws LinkException {
        long left = Duration.between(house.now(), deadline).toMillis();
        if (left <= 0) {
            throw new LinkException(Reason.TIMEOUT, "the deadline passed before the link was opened");
        }
        Socket socket = new Socket();
        LoopbackLink link = new LoopbackLink(socket, house);
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) Math.min(left, MOST_MILLIS));
            socket.setTcpNoDelay(true);
            return link;
        } catch (IOException e) {
            link.close();
            throw new LinkException(Reason.REFUSED, "no device answers at port " + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void write(byte[] bytes, Instant deadline) throws LinkException {
        if (!open) {
            throw new LinkException(Reason.CUT, "the link is closed");
        }
        if (!house.now().isBefore(deadline)) {
            throw new LinkException(Reason.TIMEOUT, "the deadline passed before anything was sent");
        }
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw cut(e);
        }
    }

    @Override
    public byte[] read(int max, Instant until) throws LinkException, InterruptedException {
        byte[] buffer = new byte[max];
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException("a read of a link was interrupted");
            }
            if (!open) {
                throw new LinkException(Reason.CUT, "the link is closed");
            }
            long left = Duration.between(house.now(), until).toMillis();
            try {
                socket.setSoTimeout((int) Math.max(1, Math.min(SLICE_MILLIS, left)));
                int count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    throw new IOException("the device closed it");
                }
                return Arrays.copyOf(buffer, count);
            } catch (SocketTimeoutException nothing) {
                if (!house.now().isBefore(until)) {
                    return new byte[0];
                }
            } catch (IOException e) {
                throw cut(e);
            }
        }
    }

    private LinkException cut(IOException e) {
        close();
        return new LinkException(Reason.CUT, "the link to the device is cut: " + e.getMessage(), e);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        try {
            socket.close();
        } catch (IOException e) {
            return; // a socket that cannot be closed is as gone as one that can
        }
    }
}
