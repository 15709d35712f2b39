/**
 * The fields of Kubernetes 1.32's types, as its API definitions list them: `field=type`, where a type is one of these, a scalar,
 * `list:` or `map:` of one, or `any` where the cluster does not look inside. A line that is indented goes on with the one before.
 */
export const fieldTable = `
AWSElasticBlockStoreVolumeSource: volumeID=string fsType=string partition=int32 readOnly=bool
Affinity: nodeAffinity=NodeAffinity podAffinity=PodAffinity podAntiAffinity=PodAntiAffinity
AggregationRule: clusterRoleSelectors=list:LabelSelector
AppArmorProfile: type=string localhostProfile=string
AzureDiskVolumeSource: diskName=string diskURI=string cachingMode=string fsType=string readOnly=bool kind=string
AzureFilePersistentVolumeSource: readOnly=bool secretName=string secretNamespace=string shareName=string
AzureFileVolumeSource: secretName=string shareName=string readOnly=bool
CSIPersistentVolumeSource: controllerExpandSecretRef=SecretReference controllerPublishSecretRef=SecretReference driver=string
  fsType=string nodeExpandSecretRef=SecretReference nodePublishSecretRef=SecretReference nodeStageSecretRef=SecretReference readOnly=bool
  volumeAttributes=map:string volumeHandle=string
CSIVolumeSource: driver=string readOnly=bool fsType=string volumeAttributes=map:string nodePublishSecretRef=LocalObjectReference
Capabilities: add=list:string drop=list:string
CephFSPersistentVolumeSource: monitors=list:string path=string readOnly=bool secretFile=string secretRef=SecretReference user=string
CephFSVolumeSource: monitors=list:string path=string user=string secretFile=string secretRef=LocalObjectReference readOnly=bool
CinderPersistentVolumeSource: fsType=string readOnly=bool secretRef=SecretReference volumeID=string
CinderVolumeSource: volumeID=string fsType=string readOnly=bool secretRef=LocalObjectReference
ClientIPConfig: timeoutSeconds=int32
ClusterRole: aggregationRule=AggregationRule metadata=ObjectMeta rules=list:PolicyRule
ClusterRoleBinding: metadata=ObjectMeta roleRef=RoleRef subjects=list:Subject
ClusterTrustBundleProjection: name=string signerName=string labelSelector=LabelSelector optional=bool path=string
ConfigMap: metadata=ObjectMeta immutable=bool data=map:string binaryData=map:bytes
ConfigMapEnvSource: name=string optional=bool
ConfigMapKeySelector: name=string key=string optional=bool
ConfigMapProjection: name=string items=list:KeyToPath optional=bool
ConfigMapVolumeSource: name=string items=list:KeyToPath defaultMode=int32 optional=bool
Container: name=string image=string command=list:string args=list:string workingDir=string ports=list:ContainerPort
  envFrom=list:EnvFromSource env=list:EnvVar resources=ResourceRequirements resizePolicy=list:ContainerResizePolicy restartPolicy=string
  volumeMounts=list:VolumeMount volumeDevices=list:VolumeDevice livenessProbe=Probe readinessProbe=Probe startupProbe=Probe
  lifecycle=Lifecycle terminationMessagePath=string terminationMessagePolicy=string imagePullPolicy=string securityContext=SecurityContext
  stdin=bool stdinOnce=bool tty=bool
ContainerPort: name=string hostPort=int32 containerPort=int32 protocol=string hostIP=string
ContainerResizePolicy: resourceName=string restartPolicy=string
ContainerResourceMetricSource: container=string name=string target=MetricTarget
ControllerRevision: data=any metadata=ObjectMeta revision=int64
CronJob: metadata=ObjectMeta spec=CronJobSpec status=any
CronJobSpec: concurrencyPolicy=string failedJobsHistoryLimit=int32 jobTemplate=JobTemplateSpec schedule=string
  startingDeadlineSeconds=int64 successfulJobsHistoryLimit=int32 suspend=bool timeZone=string
CrossVersionObjectReference: apiVersion=string kind=string name=string
CustomResourceColumnDefinition: description=string format=string jsonPath=string name=string priority=int32 type=string
CustomResourceConversion: strategy=string webhook=WebhookConversion
CustomResourceDefinition: metadata=ObjectMeta spec=CustomResourceDefinitionSpec status=any
CustomResourceDefinitionNames: categories=list:string kind=string listKind=string plural=string shortNames=list:string singular=string
CustomResourceDefinitionSpec: conversion=CustomResourceConversion group=string names=CustomResourceDefinitionNames
  preserveUnknownFields=bool scope=string versions=list:CustomResourceDefinitionVersion
CustomResourceDefinitionVersion: additionalPrinterColumns=list:CustomResourceColumnDefinition deprecated=bool deprecationWarning=string
  name=string schema=CustomResourceValidation selectableFields=list:SelectableField served=bool storage=bool
  subresources=CustomResourceSubresources
CustomResourceSubresourceScale: labelSelectorPath=string specReplicasPath=string statusReplicasPath=string
CustomResourceSubresources: scale=CustomResourceSubresourceScale status=any
CustomResourceValidation: openAPIV3Schema=any
DaemonSet: metadata=ObjectMeta spec=DaemonSetSpec status=any
DaemonSetSpec: minReadySeconds=int32 revisionHistoryLimit=int32 selector=LabelSelector template=PodTemplateSpec
  updateStrategy=DaemonSetUpdateStrategy
DaemonSetUpdateStrategy: rollingUpdate=RollingUpdateDaemonSet type=string
Deployment: metadata=ObjectMeta spec=DeploymentSpec status=any
DeploymentSpec: replicas=int32 selector=LabelSelector template=PodTemplateSpec strategy=DeploymentStrategy minReadySeconds=int32
  revisionHistoryLimit=int32 paused=bool progressDeadlineSeconds=int32
DeploymentStrategy: type=string rollingUpdate=RollingUpdateDeployment
DownwardAPIProjection: items=list:DownwardAPIVolumeFile
DownwardAPIVolumeFile: path=string fieldRef=ObjectFieldSelector resourceFieldRef=ResourceFieldSelector mode=int32
DownwardAPIVolumeSource: items=list:DownwardAPIVolumeFile defaultMode=int32
EmptyDirVolumeSource: medium=string sizeLimit=quantity
Endpoint: addresses=list:string conditions=EndpointConditions deprecatedTopology=map:string hints=EndpointHints hostname=string
  nodeName=string targetRef=ObjectReference zone=string
EndpointAddress: hostname=string ip=string nodeName=string targetRef=ObjectReference
EndpointConditions: ready=bool serving=bool terminating=bool
EndpointHints: forZones=list:ForZone
EndpointPort: appProtocol=string name=string port=int32 protocol=string
EndpointSlice: addressType=string endpoints=list:Endpoint metadata=ObjectMeta ports=list:EndpointPort
EndpointSubset: addresses=list:EndpointAddress notReadyAddresses=list:EndpointAddress ports=list:EndpointPort
Endpoints: metadata=ObjectMeta subsets=list:EndpointSubset
EnvFromSource: prefix=string configMapRef=ConfigMapEnvSource secretRef=SecretEnvSource
EnvVar: name=string value=string valueFrom=EnvVarSource
EnvVarSource: fieldRef=ObjectFieldSelector resourceFieldRef=ResourceFieldSelector configMapKeyRef=ConfigMapKeySelector
  secretKeyRef=SecretKeySelector
EphemeralContainer: name=string image=string command=list:string args=list:string workingDir=string ports=list:ContainerPort
  envFrom=list:EnvFromSource env=list:EnvVar resources=ResourceRequirements resizePolicy=list:ContainerResizePolicy restartPolicy=string
  volumeMounts=list:VolumeMount volumeDevices=list:VolumeDevice livenessProbe=Probe readinessProbe=Probe startupProbe=Probe
  lifecycle=Lifecycle terminationMessagePath=string terminationMessagePolicy=string imagePullPolicy=string securityContext=SecurityContext
  stdin=bool stdinOnce=bool tty=bool targetContainerName=string
EphemeralVolumeSource: volumeClaimTemplate=PersistentVolumeClaimTemplate
Event: metadata=ObjectMeta involvedObject=ObjectReference reason=string message=string source=EventSource firstTimestamp=time
  lastTimestamp=time count=int32 type=string eventTime=time series=any action=string related=ObjectReference reportingComponent=string
  reportingInstance=string
EventSource: component=string host=string
ExecAction: command=list:string
ExternalMetricSource: metric=MetricIdentifier target=MetricTarget
FCVolumeSource: targetWWNs=list:string lun=int32 fsType=string readOnly=bool wwids=list:string
FlexPersistentVolumeSource: driver=string fsType=string options=map:string readOnly=bool secretRef=SecretReference
FlexVolumeSource: driver=string fsType=string secretRef=LocalObjectReference readOnly=bool options=map:string
FlockerVolumeSource: datasetName=string datasetUUID=string
ForZone: name=string
GCEPersistentDiskVolumeSource: pdName=string fsType=string partition=int32 readOnly=bool
GRPCAction: port=int32 service=string
GitRepoVolumeSource: repository=string revision=string directory=string
GlusterfsPersistentVolumeSource: endpoints=string endpointsNamespace=string path=string readOnly=bool
GlusterfsVolumeSource: endpoints=string path=string readOnly=bool
HPAScalingPolicy: periodSeconds=int32 type=string value=int32
HPAScalingRules: policies=list:HPAScalingPolicy selectPolicy=string stabilizationWindowSeconds=int32
HTTPGetAction: path=string port=intOrString host=string scheme=string httpHeaders=list:HTTPHeader
HTTPHeader: name=string value=string
HTTPIngressPath: backend=IngressBackend path=string pathType=string
HTTPIngressRuleValue: paths=list:HTTPIngressPath
HorizontalPodAutoscaler: metadata=ObjectMeta spec=HorizontalPodAutoscalerSpec status=any
HorizontalPodAutoscalerBehavior: scaleDown=HPAScalingRules scaleUp=HPAScalingRules
HorizontalPodAutoscalerSpec: behavior=HorizontalPodAutoscalerBehavior maxReplicas=int32 metrics=list:MetricSpec minReplicas=int32
  scaleTargetRef=CrossVersionObjectReference
HostAlias: ip=string hostnames=list:string
HostPathVolumeSource: path=string type=string
IPBlock: cidr=string except=list:string
ISCSIPersistentVolumeSource: chapAuthDiscovery=bool chapAuthSession=bool fsType=string initiatorName=string iqn=string
  iscsiInterface=string lun=int32 portals=list:string readOnly=bool secretRef=SecretReference targetPortal=string
ISCSIVolumeSource: targetPortal=string iqn=string lun=int32 iscsiInterface=string fsType=string readOnly=bool portals=list:string
  chapAuthDiscovery=bool chapAuthSession=bool secretRef=LocalObjectReference initiatorName=string
ImageVolumeSource: reference=string pullPolicy=string
Ingress: metadata=ObjectMeta spec=IngressSpec status=any
IngressBackend: resource=TypedLocalObjectReference service=IngressServiceBackend
IngressClass: metadata=ObjectMeta spec=IngressClassSpec
IngressClassParametersReference: apiGroup=string kind=string name=string namespace=string scope=string
IngressClassSpec: controller=string parameters=IngressClassParametersReference
IngressRule: host=string http=HTTPIngressRuleValue
IngressServiceBackend: name=string port=ServiceBackendPort
IngressSpec: defaultBackend=IngressBackend ingressClassName=string rules=list:IngressRule tls=list:IngressTLS
IngressTLS: hosts=list:string secretName=string
Job: metadata=ObjectMeta spec=JobSpec status=any
JobSpec: activeDeadlineSeconds=int64 backoffLimit=int32 backoffLimitPerIndex=int32 completionMode=string completions=int32
  managedBy=string manualSelector=bool maxFailedIndexes=int32 parallelism=int32 podFailurePolicy=PodFailurePolicy
  podReplacementPolicy=string selector=LabelSelector successPolicy=SuccessPolicy suspend=bool template=PodTemplateSpec
  ttlSecondsAfterFinished=int32
JobTemplateSpec: metadata=ObjectMeta spec=JobSpec
KeyToPath: key=string path=string mode=int32
LabelSelector: matchLabels=map:string matchExpressions=list:LabelSelectorRequirement
LabelSelectorRequirement: key=string operator=string values=list:string
Lease: metadata=ObjectMeta spec=LeaseSpec
LeaseSpec: acquireTime=time holderIdentity=string leaseDurationSeconds=int32 leaseTransitions=int32 preferredHolder=string renewTime=time
  strategy=string
Lifecycle: postStart=LifecycleHandler preStop=LifecycleHandler
LifecycleHandler: exec=ExecAction httpGet=HTTPGetAction tcpSocket=TCPSocketAction sleep=SleepAction
LimitRange: metadata=ObjectMeta spec=LimitRangeSpec
LimitRangeItem: default=map:quantity defaultRequest=map:quantity max=map:quantity maxLimitRequestRatio=map:quantity min=map:quantity
  type=string
LimitRangeSpec: limits=list:LimitRangeItem
LocalObjectReference: name=string
LocalVolumeSource: fsType=string path=string
MetricIdentifier: name=string selector=LabelSelector
MetricSpec: containerResource=ContainerResourceMetricSource external=ExternalMetricSource object=ObjectMetricSource pods=PodsMetricSource
  resource=ResourceMetricSource type=string
MetricTarget: averageUtilization=int32 averageValue=quantity type=string value=quantity
ModifyVolumeStatus: status=string targetVolumeAttributesClassName=string
NFSVolumeSource: server=string path=string readOnly=bool
Namespace: metadata=ObjectMeta spec=NamespaceSpec status=any
NamespaceSpec: finalizers=list:string
NetworkPolicy: metadata=ObjectMeta spec=NetworkPolicySpec
NetworkPolicyEgressRule: ports=list:NetworkPolicyPort to=list:NetworkPolicyPeer
NetworkPolicyIngressRule: from=list:NetworkPolicyPeer ports=list:NetworkPolicyPort
NetworkPolicyPeer: ipBlock=IPBlock namespaceSelector=LabelSelector podSelector=LabelSelector
NetworkPolicyPort: endPort=int32 port=intOrString protocol=string
NetworkPolicySpec: egress=list:NetworkPolicyEgressRule ingress=list:NetworkPolicyIngressRule podSelector=LabelSelector
  policyTypes=list:string
Node: metadata=ObjectMeta spec=NodeSpec status=NodeStatus
NodeAddress: type=string address=string
NodeAffinity: requiredDuringSchedulingIgnoredDuringExecution=NodeSelector
  preferredDuringSchedulingIgnoredDuringExecution=list:PreferredSchedulingTerm
NodeCondition: type=string status=string lastHeartbeatTime=time lastTransitionTime=time reason=string message=string
NodeSelector: nodeSelectorTerms=list:NodeSelectorTerm
NodeSelectorRequirement: key=string operator=string values=list:string
NodeSelectorTerm: matchExpressions=list:NodeSelectorRequirement matchFields=list:NodeSelectorRequirement
NodeSpec: podCIDR=string podCIDRs=list:string providerID=string unschedulable=bool taints=list:Taint configSource=any externalID=string
NodeStatus: capacity=map:quantity allocatable=map:quantity phase=string conditions=list:NodeCondition addresses=list:NodeAddress
  daemonEndpoints=any nodeInfo=any images=any volumesInUse=any volumesAttached=any config=any runtimeHandlers=any features=any
ObjectFieldSelector: apiVersion=string fieldPath=string
ObjectMeta: name=string generateName=string namespace=string selfLink=string uid=string resourceVersion=string generation=int64
  creationTimestamp=time deletionTimestamp=time deletionGracePeriodSeconds=int64 labels=map:string annotations=map:string
  ownerReferences=list:OwnerReference finalizers=list:string managedFields=list:any
ObjectMetricSource: describedObject=CrossVersionObjectReference metric=MetricIdentifier target=MetricTarget
ObjectReference: kind=string namespace=string name=string uid=string apiVersion=string resourceVersion=string fieldPath=string
OwnerReference: apiVersion=string kind=string name=string uid=string controller=bool blockOwnerDeletion=bool
PersistentVolume: metadata=ObjectMeta spec=PersistentVolumeSpec status=any
PersistentVolumeClaim: apiVersion=string kind=string metadata=ObjectMeta spec=PersistentVolumeClaimSpec status=any
PersistentVolumeClaimCondition: lastProbeTime=time lastTransitionTime=time message=string reason=string status=string type=string
PersistentVolumeClaimSpec: accessModes=list:string selector=LabelSelector resources=VolumeResourceRequirements volumeName=string
  storageClassName=string volumeMode=string dataSource=TypedLocalObjectReference dataSourceRef=TypedObjectReference
  volumeAttributesClassName=string
PersistentVolumeClaimStatus: accessModes=list:string allocatedResourceStatuses=map:string allocatedResources=map:quantity
  capacity=map:quantity conditions=list:PersistentVolumeClaimCondition currentVolumeAttributesClassName=string
  modifyVolumeStatus=ModifyVolumeStatus phase=string
PersistentVolumeClaimTemplate: metadata=ObjectMeta spec=PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource: claimName=string readOnly=bool
PersistentVolumeSpec: accessModes=list:string awsElasticBlockStore=AWSElasticBlockStoreVolumeSource azureDisk=AzureDiskVolumeSource
  azureFile=AzureFilePersistentVolumeSource capacity=map:quantity cephfs=CephFSPersistentVolumeSource cinder=CinderPersistentVolumeSource
  claimRef=ObjectReference csi=CSIPersistentVolumeSource fc=FCVolumeSource flexVolume=FlexPersistentVolumeSource
  flocker=FlockerVolumeSource gcePersistentDisk=GCEPersistentDiskVolumeSource glusterfs=GlusterfsPersistentVolumeSource
  hostPath=HostPathVolumeSource iscsi=ISCSIPersistentVolumeSource local=LocalVolumeSource mountOptions=list:string nfs=NFSVolumeSource
  nodeAffinity=VolumeNodeAffinity persistentVolumeReclaimPolicy=string photonPersistentDisk=PhotonPersistentDiskVolumeSource
  portworxVolume=PortworxVolumeSource quobyte=QuobyteVolumeSource rbd=RBDPersistentVolumeSource scaleIO=ScaleIOPersistentVolumeSource
  storageClassName=string storageos=StorageOSPersistentVolumeSource volumeAttributesClassName=string volumeMode=string
  vsphereVolume=VsphereVirtualDiskVolumeSource
PhotonPersistentDiskVolumeSource: pdID=string fsType=string
Pod: metadata=ObjectMeta spec=PodSpec status=any
PodAffinity: requiredDuringSchedulingIgnoredDuringExecution=list:PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution=list:WeightedPodAffinityTerm
PodAffinityTerm: labelSelector=LabelSelector namespaces=list:string topologyKey=string namespaceSelector=LabelSelector
  matchLabelKeys=list:string mismatchLabelKeys=list:string
PodAntiAffinity: requiredDuringSchedulingIgnoredDuringExecution=list:PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution=list:WeightedPodAffinityTerm
PodDNSConfig: nameservers=list:string searches=list:string options=list:PodDNSConfigOption
PodDNSConfigOption: name=string value=string
PodDisruptionBudget: metadata=ObjectMeta spec=PodDisruptionBudgetSpec status=any
PodDisruptionBudgetSpec: maxUnavailable=intOrString minAvailable=intOrString selector=LabelSelector unhealthyPodEvictionPolicy=string
PodFailurePolicy: rules=list:PodFailurePolicyRule
PodFailurePolicyOnExitCodesRequirement: containerName=string operator=string values=list:int32
PodFailurePolicyOnPodConditionsPattern: status=string type=string
PodFailurePolicyRule: action=string onExitCodes=PodFailurePolicyOnExitCodesRequirement
  onPodConditions=list:PodFailurePolicyOnPodConditionsPattern
PodOS: name=string
PodReadinessGate: conditionType=string
PodResourceClaim: name=string resourceClaimName=string resourceClaimTemplateName=string
PodSchedulingGate: name=string
PodSecurityContext: seLinuxOptions=SELinuxOptions windowsOptions=WindowsSecurityContextOptions runAsUser=int64 runAsGroup=int64
  runAsNonRoot=bool supplementalGroups=list:int64 supplementalGroupsPolicy=string fsGroup=int64 sysctls=list:Sysctl
  fsGroupChangePolicy=string seccompProfile=SeccompProfile appArmorProfile=AppArmorProfile seLinuxChangePolicy=string
PodSpec: volumes=list:Volume initContainers=list:Container containers=list:Container ephemeralContainers=list:EphemeralContainer
  restartPolicy=string terminationGracePeriodSeconds=int64 activeDeadlineSeconds=int64 dnsPolicy=string nodeSelector=map:string
  serviceAccountName=string serviceAccount=string automountServiceAccountToken=bool nodeName=string hostNetwork=bool hostPID=bool
  hostIPC=bool shareProcessNamespace=bool securityContext=PodSecurityContext imagePullSecrets=list:LocalObjectReference hostname=string
  subdomain=string affinity=Affinity schedulerName=string tolerations=list:Toleration hostAliases=list:HostAlias priorityClassName=string
  priority=int32 dnsConfig=PodDNSConfig readinessGates=list:PodReadinessGate runtimeClassName=string enableServiceLinks=bool
  preemptionPolicy=string overhead=map:quantity topologySpreadConstraints=list:TopologySpreadConstraint setHostnameAsFQDN=bool os=PodOS
  hostUsers=bool schedulingGates=list:PodSchedulingGate resourceClaims=list:PodResourceClaim resources=ResourceRequirements
PodTemplate: metadata=ObjectMeta template=PodTemplateSpec
PodTemplateSpec: metadata=ObjectMeta spec=PodSpec
PodsMetricSource: metric=MetricIdentifier target=MetricTarget
PolicyRule: apiGroups=list:string nonResourceURLs=list:string resourceNames=list:string resources=list:string verbs=list:string
PortworxVolumeSource: volumeID=string fsType=string readOnly=bool
PreferredSchedulingTerm: weight=int32 preference=NodeSelectorTerm
PriorityClass: description=string globalDefault=bool metadata=ObjectMeta preemptionPolicy=string value=int32
Probe: exec=ExecAction httpGet=HTTPGetAction tcpSocket=TCPSocketAction grpc=GRPCAction initialDelaySeconds=int32 timeoutSeconds=int32
  periodSeconds=int32 successThreshold=int32 failureThreshold=int32 terminationGracePeriodSeconds=int64
ProjectedVolumeSource: sources=list:VolumeProjection defaultMode=int32
QuobyteVolumeSource: registry=string volume=string readOnly=bool user=string group=string tenant=string
RBDPersistentVolumeSource: fsType=string image=string keyring=string monitors=list:string pool=string readOnly=bool
  secretRef=SecretReference user=string
RBDVolumeSource: monitors=list:string image=string fsType=string pool=string user=string keyring=string secretRef=LocalObjectReference
  readOnly=bool
ReplicaSet: metadata=ObjectMeta spec=ReplicaSetSpec status=any
ReplicaSetSpec: replicas=int32 selector=LabelSelector template=PodTemplateSpec minReadySeconds=int32
ReplicationController: metadata=ObjectMeta spec=ReplicationControllerSpec status=any
ReplicationControllerSpec: replicas=int32 minReadySeconds=int32 selector=map:string template=PodTemplateSpec
ResourceClaim: name=string request=string
ResourceFieldSelector: containerName=string resource=string divisor=quantity
ResourceMetricSource: name=string target=MetricTarget
ResourceQuota: metadata=ObjectMeta spec=ResourceQuotaSpec status=any
ResourceQuotaSpec: hard=map:quantity scopeSelector=ScopeSelector scopes=list:string
ResourceRequirements: limits=map:quantity requests=map:quantity claims=list:ResourceClaim
Role: metadata=ObjectMeta rules=list:PolicyRule
RoleBinding: metadata=ObjectMeta roleRef=RoleRef subjects=list:Subject
RoleRef: apiGroup=string kind=string name=string
RollingUpdateDaemonSet: maxSurge=intOrString maxUnavailable=intOrString
RollingUpdateDeployment: maxUnavailable=intOrString maxSurge=intOrString
RollingUpdateStatefulSetStrategy: maxUnavailable=intOrString partition=int32
SELinuxOptions: user=string role=string type=string level=string
ScaleIOPersistentVolumeSource: fsType=string gateway=string protectionDomain=string readOnly=bool secretRef=SecretReference
  sslEnabled=bool storageMode=string storagePool=string system=string volumeName=string
ScaleIOVolumeSource: gateway=string system=string secretRef=LocalObjectReference sslEnabled=bool protectionDomain=string
  storagePool=string storageMode=string volumeName=string fsType=string readOnly=bool
ScopeSelector: matchExpressions=list:ScopedResourceSelectorRequirement
ScopedResourceSelectorRequirement: operator=string scopeName=string values=list:string
SeccompProfile: type=string localhostProfile=string
Secret: metadata=ObjectMeta immutable=bool data=map:bytes stringData=map:string type=string
SecretEnvSource: name=string optional=bool
SecretKeySelector: name=string key=string optional=bool
SecretProjection: name=string items=list:KeyToPath optional=bool
SecretReference: name=string namespace=string
SecretVolumeSource: secretName=string items=list:KeyToPath defaultMode=int32 optional=bool
SecurityContext: capabilities=Capabilities privileged=bool seLinuxOptions=SELinuxOptions windowsOptions=WindowsSecurityContextOptions
  runAsUser=int64 runAsGroup=int64 runAsNonRoot=bool readOnlyRootFilesystem=bool allowPrivilegeEscalation=bool procMount=string
  seccompProfile=SeccompProfile appArmorProfile=AppArmorProfile
SelectableField: jsonPath=string
Service: metadata=ObjectMeta spec=ServiceSpec status=any
ServiceAccount: metadata=ObjectMeta secrets=list:ObjectReference imagePullSecrets=list:LocalObjectReference
  automountServiceAccountToken=bool
ServiceAccountTokenProjection: audience=string expirationSeconds=int64 path=string
ServiceBackendPort: name=string number=int32
ServicePort: name=string protocol=string appProtocol=string port=int32 targetPort=intOrString nodePort=int32
ServiceReference: name=string namespace=string path=string port=int32
ServiceSpec: ports=list:ServicePort selector=map:string clusterIP=string clusterIPs=list:string type=string externalIPs=list:string
  sessionAffinity=string loadBalancerIP=string loadBalancerSourceRanges=list:string externalName=string externalTrafficPolicy=string
  healthCheckNodePort=int32 publishNotReadyAddresses=bool sessionAffinityConfig=SessionAffinityConfig ipFamilies=list:string
  ipFamilyPolicy=string allocateLoadBalancerNodePorts=bool loadBalancerClass=string internalTrafficPolicy=string
  trafficDistribution=string
SessionAffinityConfig: clientIP=ClientIPConfig
SleepAction: seconds=int64
StatefulSet: metadata=ObjectMeta spec=StatefulSetSpec status=any
StatefulSetOrdinals: start=int32
StatefulSetPersistentVolumeClaimRetentionPolicy: whenDeleted=string whenScaled=string
StatefulSetSpec: minReadySeconds=int32 ordinals=StatefulSetOrdinals
  persistentVolumeClaimRetentionPolicy=StatefulSetPersistentVolumeClaimRetentionPolicy podManagementPolicy=string replicas=int32
  revisionHistoryLimit=int32 selector=LabelSelector serviceName=string template=PodTemplateSpec updateStrategy=StatefulSetUpdateStrategy
  volumeClaimTemplates=list:PersistentVolumeClaim
StatefulSetUpdateStrategy: rollingUpdate=RollingUpdateStatefulSetStrategy type=string
StorageClass: allowVolumeExpansion=bool allowedTopologies=list:TopologySelectorTerm metadata=ObjectMeta mountOptions=list:string
  parameters=map:string provisioner=string reclaimPolicy=string volumeBindingMode=string
StorageOSPersistentVolumeSource: fsType=string readOnly=bool secretRef=ObjectReference volumeName=string volumeNamespace=string
StorageOSVolumeSource: volumeName=string volumeNamespace=string fsType=string readOnly=bool secretRef=LocalObjectReference
Subject: apiGroup=string kind=string name=string namespace=string
SuccessPolicy: rules=list:SuccessPolicyRule
SuccessPolicyRule: succeededCount=int32 succeededIndexes=string
Sysctl: name=string value=string
TCPSocketAction: port=intOrString host=string
Taint: key=string value=string effect=string timeAdded=time
Toleration: key=string operator=string value=string effect=string tolerationSeconds=int64
TopologySelectorLabelRequirement: key=string values=list:string
TopologySelectorTerm: matchLabelExpressions=list:TopologySelectorLabelRequirement
TopologySpreadConstraint: maxSkew=int32 topologyKey=string whenUnsatisfiable=string labelSelector=LabelSelector minDomains=int32
  nodeAffinityPolicy=string nodeTaintsPolicy=string matchLabelKeys=list:string
TypedLocalObjectReference: apiGroup=string kind=string name=string
TypedObjectReference: apiGroup=string kind=string name=string namespace=string
Volume: name=string hostPath=HostPathVolumeSource emptyDir=EmptyDirVolumeSource gcePersistentDisk=GCEPersistentDiskVolumeSource
  awsElasticBlockStore=AWSElasticBlockStoreVolumeSource gitRepo=GitRepoVolumeSource secret=SecretVolumeSource nfs=NFSVolumeSource
  iscsi=ISCSIVolumeSource glusterfs=GlusterfsVolumeSource persistentVolumeClaim=PersistentVolumeClaimVolumeSource rbd=RBDVolumeSource
  flexVolume=FlexVolumeSource cinder=CinderVolumeSource cephfs=CephFSVolumeSource flocker=FlockerVolumeSource
  downwardAPI=DownwardAPIVolumeSource fc=FCVolumeSource azureFile=AzureFileVolumeSource configMap=ConfigMapVolumeSource
  vsphereVolume=VsphereVirtualDiskVolumeSource quobyte=QuobyteVolumeSource azureDisk=AzureDiskVolumeSource
  photonPersistentDisk=PhotonPersistentDiskVolumeSource projected=ProjectedVolumeSource portworxVolume=PortworxVolumeSource
  scaleIO=ScaleIOVolumeSource storageos=StorageOSVolumeSource csi=CSIVolumeSource ephemeral=EphemeralVolumeSource image=ImageVolumeSource
VolumeDevice: name=string devicePath=string
VolumeMount: name=string readOnly=bool recursiveReadOnly=string mountPath=string subPath=string mountPropagation=string subPathExpr=string
VolumeNodeAffinity: required=NodeSelector
VolumeProjection: secret=SecretProjection downwardAPI=DownwardAPIProjection configMap=ConfigMapProjection
  serviceAccountToken=ServiceAccountTokenProjection clusterTrustBundle=ClusterTrustBundleProjection
VolumeResourceRequirements: limits=map:quantity requests=map:quantity
VsphereVirtualDiskVolumeSource: volumePath=string fsType=string storagePolicyName=string storagePolicyID=string
WebhookClientConfig: caBundle=bytes service=ServiceReference url=string
WebhookConversion: clientConfig=WebhookClientConfig conversionReviewVersions=list:string
WeightedPodAffinityTerm: weight=int32 podAffinityTerm=PodAffinityTerm
WindowsSecurityContextOptions: gmsaCredentialSpecName=string gmsaCredentialSpec=string runAsUserName=string hostProcess=bool
`
