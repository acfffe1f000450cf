// SPDX-License-Identifier: Apache-2.0
package org.cisterna.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.Printer;

/** No floating point: not in a field, a parameter or a result, not in a local variable, not on the way. */
final class FloatRules {

    static final String RULE = "float";

    private FloatRules() {}

    static List<String> violations(Map<String, byte[]> classFiles, Allowed allowed) {
        List<String> found = new ArrayList<>();
        classFiles.forEach((name, bytes) -> {
            Set<String> places = new TreeSet<>();
            new ClassReader(bytes).accept(new Scan(places), 0);
            for (String place : places) {
                if (!allowed.allows(RULE, name, place)) {
                    found.add(name + " uses floating point: " + place);
                }
            }
        });
        return found;
    }

    private static boolean isFloating(String descriptor) {
        return isBoxed(descriptor) || descriptor.replaceAll("L[^;]*;", "").matches(".*[DF].*");
    }

    private static boolean isBoxed(String text) {
        return text.contains("java/lang/Double") || text.contains("java/lang/Float");
    }

    private static final class Scan extends ClassVisitor {

        private final Set<String> places;

        Scan(Set<String> places) {
            super(Opcodes.ASM9);
            this.places = places;
        }

        @Override
        public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
            if (isFloating(descriptor) || (signature != null && isBoxed(signature))) {
                places.add("field " + name);
            }
            return super.visitField(access, name, descriptor, signature, value);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String method, String descriptor, String signature, String[] exceptions) {
            if (isFloating(descriptor) || (signature != null && isBoxed(signature))) {
                places.add("signature of " + method);
            }
            return new Body(method, places);
        }
    }

    private static final class Body extends MethodVisitor {

        private final String method;
        private final Set<String> places;

        Body(String method, Set<String> places) {
            super(Opcodes.ASM9);
            this.method = method;
            this.places = places;
        }

        private void instruction(int opcode) {
            String name = Printer.OPCODES[opcode];
            if (name.matches("[DF](ADD|SUB|MUL|DIV|REM|NEG|CMP[LG]|CONST_\\d|LOAD|STORE|ALOAD|ASTORE|RETURN|2[ILDF])")
                    || name.matches("[IL]2[DF]")) {
                places.add(name + " in " + method);
            }
        }

        @Override
        public void visitInsn(int opcode) {
            instruction(opcode);
        }

        @Override
        public void visitVarInsn(int opcode, int index) {
            instruction(opcode);
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (value instanceof Double || value instanceof Float) {
                places.add("constant " + value + " in " + method);
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY && (operand == Opcodes.T_DOUBLE || operand == Opcodes.T_FLOAT)) {
                places.add("array in " + method);
            }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            if (isFloating(descriptor)) {
                places.add("field " + owner.replace('/', '.') + "." + name + " in " + method);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (isFloating(descriptor) || isFloating("L" + owner + ";")) {
                places.add("call of " + owner.replace('/', '.') + "." + name + " in " + method);
            }
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            if (isFloating(descriptor)) {
                places.add("call of " + name + " in " + method);
            }
            for (Object argument : arguments) {
                if (argument instanceof Handle handle
                        && (isFloating(handle.getDesc()) || isFloating("L" + handle.getOwner() + ";"))) {
                    places.add("reference to " + handle.getOwner().replace('/', '.') + "." + handle.getName() + " in "
                            + method);
                }
            }
        }
    }
}
