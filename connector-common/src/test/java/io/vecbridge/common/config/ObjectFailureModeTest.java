// SPDX-License-Identifier: Apache-2.0
package io.vecbridge.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectFailureModeTest {
  private static final Options OPTIONS = Options.none().with("G", ObjectFailureMode.OPTION);

  @Test
  void othersContinueByDefault() {
    ObjectFailureMode mode = ObjectFailureMode.of(OPTIONS.read(Map.of()));
    assertThat(mode).isEqualTo(ObjectFailureMode.CONTINUE);
    assertThat(mode.failsTask()).isFalse();
  }

  @Test
  void theTaskFailsOnRequest() {
    ObjectFailureMode mode =
        ObjectFailureMode.of(OPTIONS.read(Map.of("object.failure.mode", "Fail")));
    assertThat(mode.failsTask()).isTrue();
  }
}
