// SPDX-License-Identifier: Apache-2.0
package org.cisterna.sim.devices;

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

/** A link to a pump in the devices' process. Reads wait in slices, so that an interrupt and a deadline of house time are noticed. */
final class SocketLink implements Link {

    private static final int SLICE_MILLIS = 50;

    private final Socket socket;
    private final TimeSource house;
    private volatile boolean open = true;

    private SocketLink(Socket socket, TimeSource house) {
        this.socket = socket;
        this.house = house;
    }

    static SocketLink open(int port, String serial, TimeSource house, Instant deadline) throws LinkException {
        Socket socket = new Socket();
        try {
            int patience = remaining(house, deadline);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patience);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(remaining(house, deadline));
            socket.getOutputStream().write(Lines.line(PumpTalk.GREETING + serial));
            String answer = Lines.read(socket.getInputStream(), PumpTalk.LONGEST_LINE);
            if (!answer.equals(PumpTalk.ACCEPTED)) {
                throw new LinkException(Reason.UNKNOWN_ADDRESS, "the simulated devices say: " + answer);
            }
            return new SocketLink(socket, house);
        } catch (SocketTimeoutException e) {
            close(socket);
            throw new LinkException(Reason.TIMEOUT, "the simulated devices did not answer in time", e);
        } catch (LinkException e) {
            close(socket);
            throw e;
        } catch (IOException e) {
            close(socket);
            throw new LinkException(
                    Reason.REFUSED, "the process of the simulated devices cannot be reached: " + e.getMessage(), e);
        }
    }

    private static int remaining(TimeSource house, Instant deadline) throws SocketTimeoutException {
        long millis = Duration.between(house.now(), deadline).toMillis();
        if (millis <= 0) {
            throw new SocketTimeoutException("the deadline passed");
        }
        return (int) Math.min(millis, 60_000);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // a socket that cannot be closed is as gone as one that can
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
                    throw new IOException("the other side closed it");
                }
                return Arrays.copyOf(buffer, count);
            } catch (SocketTimeoutException e) {
                if (left <= SLICE_MILLIS && !house.now().isBefore(until)) {
                    return new byte[0];
                }
            } catch (IOException e) {
                throw cut(e);
            }
        }
    }

    private LinkException cut(IOException e) {
        close();
        return new LinkException(Reason.CUT, "the link to the simulated pump is cut: " + e.getMessage(), e);
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        close(socket);
    }
}
