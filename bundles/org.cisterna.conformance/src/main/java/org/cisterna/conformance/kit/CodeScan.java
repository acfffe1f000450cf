// SPDX-License-Identifier: Apache-2.0
package org.cisterna.conformance.kit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The classes of a driver, read from its class files (Java Virtual Machine Specification, chapter 4): from the driver's own class on, every class of its
 * package and of packages below it that one of them names. Nothing is run.
 */
final class CodeScan {

    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int FLOAT = 4;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int METHOD_HANDLE = 15;
    private static final int METHOD_TYPE = 16;
    private static final int MODULE = 19;
    private static final int PACKAGE = 20;
    private static final int MAGIC = 0xCAFEBABE;

    /**
     * What one class names.
     *
     * @param classes by their internal names, {@code java/net/Socket}
     * @param members {@code java/lang/Runtime.exec}
     * @param texts constants of the class
     * @param signatures name and descriptor of each field and method that it declares
     */
    record Named(Set<String> classes, Set<String> members, Set<String> texts, List<String> signatures) {}

    private final Map<String, Named> classes = new TreeMap<>();

    private CodeScan() {}

    /** Reads a driver's classes. */
    static CodeScan of(Class<?> first) throws IOException {
        CodeScan scan = new CodeScan();
        String own = first.getPackageName().replace('.', '/') + '/';
        Deque<String> todo = new ArrayDeque<>(List.of(first.getName().replace('.', '/')));
        while (!todo.isEmpty()) {
            String name = todo.poll();
            if (scan.classes.containsKey(name)) {
                continue;
            }
            try (InputStream in = stream(first, name)) {
                Named named = read(new DataInputStream(in));
                scan.classes.put(name, named);
                named.classes().stream().filter(each -> each.startsWith(own)).forEach(todo::add);
            }
        }
        return scan;
    }

    private static InputStream stream(Class<?> first, String name) throws IOException {
        InputStream in = first.getResourceAsStream('/' + name + ".class");
        if (in == null) {
            throw new IOException("the class " + name.replace('/', '.') + " is named and its file is not there");
        }
        return in;
    }

    /** By internal names. */
    Map<String, Named> classes() {
        return classes;
    }

    /** Reads one class file. */
    static Named read(DataInputStream in) throws IOException {
        if (in.readInt() != MAGIC) {
            throw new IOException("no class file");
        }
        in.readInt();
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        int[] first = new int[count];
        int[] second = new int[count];
        int[] tags = new int[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            tags[i] = tag;
            switch (tag) {
                case UTF8 -> texts[i] = in.readUTF();
                case INTEGER, FLOAT -> in.readInt();
                case LONG, DOUBLE -> {
                    in.readLong();
                    i++;
                }
                case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> first[i] = in.readUnsignedShort();
                case METHOD_HANDLE -> {
                    in.readUnsignedByte();
                    in.readUnsignedShort();
                }
                default -> {
                    first[i] = in.readUnsignedShort();
                    second[i] = in.readUnsignedShort();
                }
            }
        }
        Named named = new Named(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        for (int i = 1; i < count; i++) {
            if (tags[i] == CLASS) {
                addClass(named.classes(), texts[first[i]]);
            } else if (tags[i] == STRING) {
                named.texts().add(texts[first[i]]);
            } else if (tags[i] >= 9 && tags[i] <= 11) {
                named.members().add(texts[first[first[i]]] + '.' + texts[first[second[i]]]);
            }
        }
        in.readUnsignedShort();
        in.readUnsignedShort();
        in.readUnsignedShort();
        in.skipNBytes(2L * in.readUnsignedShort());
        for (int kind = 0; kind < 2; kind++) {
            int members = in.readUnsignedShort();
            for (int i = 0; i < members; i++) {
                in.readUnsignedShort();
                named.signatures().add(texts[in.readUnsignedShort()] + ' ' + texts[in.readUnsignedShort()]);
                int attributes = in.readUnsignedShort();
                for (int a = 0; a < attributes; a++) {
                    in.readUnsignedShort();
                    in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
                }
            }
        }
        return named;
    }

    private static void addClass(Set<String> classes, String name) {
        String plain = name.startsWith("[") ? name.replaceAll("^\\[+L?|;$", "") : name;
        classes.add(plain);
    }
}
