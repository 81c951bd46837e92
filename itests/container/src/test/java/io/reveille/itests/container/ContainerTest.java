package io.reveille.itests.container;

import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.BundleContext;

/** A test inside a framework, one framework for each class. Its methods take names of their own for their jobs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class ContainerTest {

    @Inject
    private BundleContext context;

    protected Gateway gateway;

    @Configuration
    public Option[] container() {
        return Containers.reveille();
    }

    @Before
    public final void openGateway() {
        gateway = new Gateway(context);
    }

    @After
    public final void resetGateway() throws Exception {
        gateway.reset();
    }
}
