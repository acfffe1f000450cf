// SPDX-License-Identifier: Apache-2.0
package org.example.dripline.device;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;

/** One template device in a process of its own, on a port of this machine alone. */
public final class DripLineMain {

    /** What stands on the label: everybody who can read it can pair. */
    static final String SERIAL = "DL-000001";

    static final String CODE = "24681357";
    private static final int PORT = 7741;
    private static final int MOST_LINKS = 16;
    private static final int BUFFER = 1_024;

    private DripLineMain() {}

    /**
     * Runs until it is ended.
     *
     * @param arguments {@code --memory DIR} and, if wanted, {@code --port N}; 0 takes any free port
     */
    public static void main(String[] arguments) throws IOException {
        Path memory = Path.of("memory");
        int port = PORT;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--memory" -> memory = Path.of(arguments[i + 1]);
                case "--port" -> port = port(arguments[i + 1]);
                default -> usage();
            }
        }
        if (arguments.length % 2 != 0) {
            usage();
        }
        Files.createDirectories(memory);
        DripLineDevice device =
                DripLineDevice.open(SERIAL, DripLineMemory.in(memory.resolve(SERIAL)), InstantSource.system());
        serve(device, port);
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            usage();
        }
        return Integer.parseInt(text);
    }

    private static void usage() {
        System.err.println("run-device [--port N] [--memory DIR]: N is 0 to 65535, " + PORT + " unless given");
        System.exit(2);
    }

    private static void serve(DripLineDevice device, int port) throws IOException {
        DripLineTalk.Tries tries = new DripLineTalk.Tries();
        Secrets secrets = new Secrets(new SecureRandom());
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MOST_LINKS);
            System.out.println("drip-line device: serial " + SERIAL + ", pairing code " + CODE + ", address drip-line:"
                    + listener.getLocalPort());
            System.out.flush();
            while (true) {
                Socket socket = listener.accept();
                Thread link = new Thread(() -> talk(socket, new DripLineTalk(device, CODE, secrets, tries)), "link");
                link.setDaemon(true);
                link.start();
            }
        }
    }

    private static void talk(Socket link, DripLineTalk talk) {
        byte[] buffer = new byte[BUFFER];
        try (Socket socket = link) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                socket.getOutputStream().write(talk.receive(Arrays.copyOf(buffer, count)));
            }
        } catch (IOException gone) {
            System.err.println("a link ended: " + gone.getMessage());
        } finally {
            talk.close();
        }
    }
}
