package io.reveille.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveille.JobPolicies;
import io.reveille.spi.JobProperties;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobFormTest {

    @Test
    void hasAFieldForAllThatADefinitionMaySay() {
        List<String> fields = Arrays.stream(JobForm.class.getDeclaredMethods())
                .map(field -> field.getName().replace('_', '.'))
                .toList();

        List<String> all = JobProperties.ALL.stream()
                .filter(property -> !property.equals(JobProperties.FORMAT)) // what a form writes is of this format
                .toList();
        assertThat(fields).containsAll(all).hasSize(all.size() + 1);
    }

    @Test
    void showsTheUsualLimit() throws Exception {
        Method field = JobForm.class.getDeclaredMethod("misfire_limit");
        assertThat(field.getDefaultValue()).isEqualTo(JobPolicies.MISFIRE_LIMIT);
    }
}
