package org.liftlock.process;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.util.ResourceTypeUtil;

/** A right in words: {@code group engineers may READ, CREATE_INSTANCE on process definition upgrade}. */
final class RightText {

    private static final Set<String> NOT_BY_ITSELF = Set.of("NONE", "ALL");

    private RightText() {}

    static String of(AuthorizationEntity right) {
        boolean revokes = right.getAuthorizationType() == Authorization.AUTH_TYPE_REVOKE;
        return holder(right) + (revokes ? " may not " : " may ") + permissions(right, revokes) + " on "
                + resource(right.getResourceType()) + " "
                + (Authorization.ANY.equals(right.getResourceId()) ? "(any)" : right.getResourceId());
    }

    private static String holder(AuthorizationEntity right) {
        if (right.getGroupId() != null) {
            return "group " + right.getGroupId();
        }
        return Authorization.ANY.equals(right.getUserId()) ? "everybody" : String.valueOf(right.getUserId());
    }

    private static String permissions(AuthorizationEntity right, boolean revokes) {
        if (revokes ? right.isEveryPermissionRevoked() : right.isEveryPermissionGranted()) {
            return "do everything";
        }
        Permission[] known = ResourceTypeUtil.getPermissionsByResourceType(right.getResourceType());
        String names = Stream.of(right.getPermissions(known))
                .map(Permission::getName)
                .filter(name -> !NOT_BY_ITSELF.contains(name))
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "do nothing" : names;
    }

    private static String resource(int type) {
        Resource resource = ResourceTypeUtil.getResourceByType(type);
        return resource == null
                ? "resource type " + type
                : resource.resourceName().toLowerCase(Locale.ROOT);
    }
}
