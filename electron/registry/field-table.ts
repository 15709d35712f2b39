/**
 * The fields of Kubernetes 1.32's types, as its API definitions list them: `field=type`, where a type is one of these, a scalar,
 * `list:` or `map:` of one, or `any` where the cluster does not look inside. A line that is indented goes on with the one before.
 */
export const fieldTable = `
AWSElasticBlockStoreVolumeSource: volumeID=string fsType=string partition=int32 readOnly=bool
Affinity: nodeAffinity=NodeAffinity podAffinity=PodAffinity podAntiAffinity=PodAntiAffinity
AppArmorProfile: type=string localhostProfile=string
AzureDiskVolumeSource: diskName=string diskURI=string cachingMode=string fsType=string readOnly=bool kind=string
AzureFileVolumeSource: secretName=string shareName=string readOnly=bool
CSIVolumeSource: driver=string readOnly=bool fsType=string volumeAttributes=map:string nodePublishSecretRef=LocalObjectReference
Capabilities: add=list:string drop=list:string
CephFSVolumeSource: monitors=list:string path=string user=string secretFile=string secretRef=LocalObjectReference readOnly=bool
CinderVolumeSource: volumeID=string fsType=string readOnly=bool secretRef=LocalObjectReference
ClientIPConfig: timeoutSeconds=int32
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
Deployment: metadata=ObjectMeta spec=DeploymentSpec status=any
DeploymentSpec: replicas=int32 selector=LabelSelector template=PodTemplateSpec strategy=DeploymentStrategy minReadySeconds=int32
  revisionHistoryLimit=int32 paused=bool progressDeadlineSeconds=int32
DeploymentStrategy: type=string rollingUpdate=RollingUpdateDeployment
DownwardAPIProjection: items=list:DownwardAPIVolumeFile
DownwardAPIVolumeFile: path=string fieldRef=ObjectFieldSelector resourceFieldRef=ResourceFieldSelector mode=int32
DownwardAPIVolumeSource: items=list:DownwardAPIVolumeFile defaultMode=int32
EmptyDirVolumeSource: medium=string sizeLimit=quantity
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
FCVolumeSource: targetWWNs=list:string lun=int32 fsType=string readOnly=bool wwids=list:string
FlexVolumeSource: driver=string fsType=string secretRef=LocalObjectReference readOnly=bool options=map:string
FlockerVolumeSource: datasetName=string datasetUUID=string
GCEPersistentDiskVolumeSource: pdName=string fsType=string partition=int32 readOnly=bool
GRPCAction: port=int32 service=string
GitRepoVolumeSource: repository=string revision=string directory=string
GlusterfsVolumeSource: endpoints=string path=string readOnly=bool
HTTPGetAction: path=string port=intOrString host=string scheme=string httpHeaders=list:HTTPHeader
HTTPHeader: name=string value=string
HostAlias: ip=string hostnames=list:string
HostPathVolumeSource: path=string type=string
ISCSIVolumeSource: targetPortal=string iqn=string lun=int32 iscsiInterface=string fsType=string readOnly=bool portals=list:string
  chapAuthDiscovery=bool chapAuthSession=bool secretRef=LocalObjectReference initiatorName=string
ImageVolumeSource: reference=string pullPolicy=string
KeyToPath: key=string path=string mode=int32
LabelSelector: matchLabels=map:string matchExpressions=list:LabelSelectorRequirement
LabelSelectorRequirement: key=string operator=string values=list:string
Lifecycle: postStart=LifecycleHandler preStop=LifecycleHandler
LifecycleHandler: exec=ExecAction httpGet=HTTPGetAction tcpSocket=TCPSocketAction sleep=SleepAction
LocalObjectReference: name=string
NFSVolumeSource: server=string path=string readOnly=bool
Namespace: metadata=ObjectMeta spec=NamespaceSpec status=any
NamespaceSpec: finalizers=list:string
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
ObjectReference: kind=string namespace=string name=string uid=string apiVersion=string resourceVersion=string fieldPath=string
OwnerReference: apiVersion=string kind=string name=string uid=string controller=bool blockOwnerDeletion=bool
PersistentVolumeClaimSpec: accessModes=list:string selector=LabelSelector resources=VolumeResourceRequirements volumeName=string
  storageClassName=string volumeMode=string dataSource=TypedLocalObjectReference dataSourceRef=TypedObjectReference
  volumeAttributesClassName=string
PersistentVolumeClaimTemplate: metadata=ObjectMeta spec=PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource: claimName=string readOnly=bool
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
PodTemplateSpec: metadata=ObjectMeta spec=PodSpec
PortworxVolumeSource: volumeID=string fsType=string readOnly=bool
PreferredSchedulingTerm: weight=int32 preference=NodeSelectorTerm
Probe: exec=ExecAction httpGet=HTTPGetAction tcpSocket=TCPSocketAction grpc=GRPCAction initialDelaySeconds=int32 timeoutSeconds=int32
  periodSeconds=int32 successThreshold=int32 failureThreshold=int32 terminationGracePeriodSeconds=int64
ProjectedVolumeSource: sources=list:VolumeProjection defaultMode=int32
QuobyteVolumeSource: registry=string volume=string readOnly=bool user=string group=string tenant=string
RBDVolumeSource: monitors=list:string image=string fsType=string pool=string user=string keyring=string secretRef=LocalObjectReference
  readOnly=bool
ReplicaSet: metadata=ObjectMeta spec=ReplicaSetSpec status=any
ReplicaSetSpec: replicas=int32 selector=LabelSelector template=PodTemplateSpec minReadySeconds=int32
ReplicationController: metadata=ObjectMeta spec=ReplicationControllerSpec status=any
ReplicationControllerSpec: replicas=int32 minReadySeconds=int32 selector=map:string template=PodTemplateSpec
ResourceClaim: name=string request=string
ResourceFieldSelector: containerName=string resource=string divisor=quantity
ResourceRequirements: limits=map:quantity requests=map:quantity claims=list:ResourceClaim
RollingUpdateDeployment: maxUnavailable=intOrString maxSurge=intOrString
SELinuxOptions: user=string role=string type=string level=string
ScaleIOVolumeSource: gateway=string system=string secretRef=LocalObjectReference sslEnabled=bool protectionDomain=string
  storagePool=string storageMode=string volumeName=string fsType=string readOnly=bool
SeccompProfile: type=string localhostProfile=string
Secret: metadata=ObjectMeta immutable=bool data=map:bytes stringData=map:string type=string
SecretEnvSource: name=string optional=bool
SecretKeySelector: name=string key=string optional=bool
SecretProjection: name=string items=list:KeyToPath optional=bool
SecretVolumeSource: secretName=string items=list:KeyToPath defaultMode=int32 optional=bool
SecurityContext: capabilities=Capabilities privileged=bool seLinuxOptions=SELinuxOptions windowsOptions=WindowsSecurityContextOptions
  runAsUser=int64 runAsGroup=int64 runAsNonRoot=bool readOnlyRootFilesystem=bool allowPrivilegeEscalation=bool procMount=string
  seccompProfile=SeccompProfile appArmorProfile=AppArmorProfile
Service: metadata=ObjectMeta spec=ServiceSpec status=any
ServiceAccount: metadata=ObjectMeta secrets=list:ObjectReference imagePullSecrets=list:LocalObjectReference
  automountServiceAccountToken=bool
ServiceAccountTokenProjection: audience=string expirationSeconds=int64 path=string
ServicePort: name=string protocol=string appProtocol=string port=int32 targetPort=intOrString nodePort=int32
ServiceSpec: ports=list:ServicePort selector=map:string clusterIP=string clusterIPs=list:string type=string externalIPs=list:string
  sessionAffinity=string loadBalancerIP=string loadBalancerSourceRanges=list:string externalName=string externalTrafficPolicy=string
  healthCheckNodePort=int32 publishNotReadyAddresses=bool sessionAffinityConfig=SessionAffinityConfig ipFamilies=list:string
  ipFamilyPolicy=string allocateLoadBalancerNodePorts=bool loadBalancerClass=string internalTrafficPolicy=string
  trafficDistribution=string
SessionAffinityConfig: clientIP=ClientIPConfig
SleepAction: seconds=int64
StorageOSVolumeSource: volumeName=string volumeNamespace=string fsType=string readOnly=bool secretRef=LocalObjectReference
Sysctl: name=string value=string
TCPSocketAction: port=intOrString host=string
Taint: key=string value=string effect=string timeAdded=time
Toleration: key=string operator=string value=string effect=string tolerationSeconds=int64
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
VolumeProjection: secret=SecretProjection downwardAPI=DownwardAPIProjection configMap=ConfigMapProjection
  serviceAccountToken=ServiceAccountTokenProjection clusterTrustBundle=ClusterTrustBundleProjection
VolumeResourceRequirements: limits=map:quantity requests=map:quantity
VsphereVirtualDiskVolumeSource: volumePath=string fsType=string storagePolicyName=string storagePolicyID=string
WeightedPodAffinityTerm: weight=int32 podAffinityTerm=PodAffinityTerm
WindowsSecurityContextOptions: gmsaCredentialSpecName=string gmsaCredentialSpec=string runAsUserName=string hostProcess=bool
`
