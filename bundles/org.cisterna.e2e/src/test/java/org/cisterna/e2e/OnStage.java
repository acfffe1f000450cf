// SPDX-License-Identifier: Apache-2.0
package org.cisterna.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.cisterna.itest.Command;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the stage to a scenario; all scenarios of a run share it. After each, no page may have complained; where one failed, pictures of all that stood
 * open are left. After each class the ledger verifies.
 */
final class OnStage
        implements ParameterResolver, BeforeTestExecutionCallback, AfterTestExecutionCallback, AfterAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(OnStage.class);

    private static Stage stage(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        "stage",
                        key -> {
                            try {
                                return Stage.set();
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException("the demo did not start", e);
                            }
                        },
                        Stage.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(Stage.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stage(context);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        // whatever a scenario before this one left behind is not this one's
        stage(context).complaints();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws Exception {
        String name = context.getRequiredTestClass().getSimpleName() + "-"
                + context.getRequiredTestMethod().getName();
        if (context.getExecutionException().isPresent()) {
            stage(context).picture(name);
            return;
        }
        assertThat(stage(context).complaints())
                .as("what pages complained about")
                .isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Command verified = stage(context).verify();
        assertThat(verified.status()).as("the ledger verifies: %s", verified).isZero();
    }
}
