import java.util.HashMap;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.logaggregation.AggregatedLogFormat.LogKey;
import org.apache.hadoop.yarn.logaggregation.AggregatedLogFormat.LogValue;
import org.apache.hadoop.yarn.logaggregation.filecontroller.LogAggregationFileController;
import org.apache.hadoop.yarn.logaggregation.filecontroller.LogAggregationFileControllerContext;
import org.apache.hadoop.yarn.logaggregation.filecontroller.LogAggregationFileControllerFactory;

/**
 * Aggregates the logs of a container as a NodeManager does when its application has ended, in the
 * format that the configuration names. bench/run has Java compile it, with Hadoop on the class path.
 *
 * <p>Arguments: the container's id, a directory as in yarn.nodemanager.log-dirs, the node's id.
 */
public final class WriteAggregate {
  private WriteAggregate() {}

  public static void main(String[] arguments) throws Exception {
    ContainerId container = ContainerId.fromString(arguments[0]);
    ApplicationId application = container.getApplicationAttemptId().getApplicationId();
    NodeId node = NodeId.fromString(arguments[2]);
    UserGroupInformation user = UserGroupInformation.getCurrentUser();
    String name = user.getShortUserName();
    Configuration configuration = new YarnConfiguration();
    LogAggregationFileController controller =
        new LogAggregationFileControllerFactory(configuration).getFileControllerForWrite();
    controller.createAppDir(name, application, user);
    Path file = controller.getRemoteNodeLogFileForApp(application, name, node);
    // The permissions are serialized as they are: a NodeManager's map is a HashMap, too.
    LogAggregationFileControllerContext context =
        new LogAggregationFileControllerContext(
            file, file.suffix(".tmp"), false, -1, application, new HashMap<>(), node, user);
    controller.initializeWriter(context);
    controller.write(
        new LogKey(container), new LogValue(List.of(arguments[1]), container, name));
    controller.postWrite(context);
    controller.closeWriter();
  }
}
