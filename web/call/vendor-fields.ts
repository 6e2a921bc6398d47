import type { TypedDocumentNode } from '@urql/core';
import { graphql } from '../graph/generated/index.ts';
import type { ProviderKind } from '../graph/generated/graphql.ts';

const Bitrix24Details = graphql(`
  query Bitrix24Details($id: ID!) {
    node(id: $id) {
      id
      ... on CallSession {
        details {
          ... on Bitrix24Call {
            vendorId
            portalUserId
            portalNumber
            phoneNumber
            callId
            externalCallId
            callCategory
            callLog
            callDuration
            callStartDate
            callRecordUrl
            callVote
            cost
            costCurrency
            callFailedCode
            callFailedCodeText
            callFailedReason
            crmEntityType
            crmEntityTypeText
            crmEntityId
            crmActivityId
            restAppId
            restAppName
            transcriptId
            transcriptPending
            transcriptPendingText
            sessionId
            redialAttempt
            comment
            recordDuration
            recordFileId
            callType
            callTypeText
          }
        }
      }
    }
  }
`);

const CallgearDetails = graphql(`
  query CallgearDetails($id: ID!) {
    node(id: $id) {
      id
      ... on CallSession {
        details {
          ... on CallgearCall {
            vendorId
            startTime
            finishTime
            finishReason
            finishReasonText
            direction
            directionText
            cpnRegionId
            cpnRegionName
            scenarioOperations {
              vendorId
              name
            }
            source
            sourceText
            isLost
            virtualPhoneNumber
            contactPhoneNumber
            communicationId
            communicationType
            communicationTypeText
            waitDuration
            totalWaitDuration
            lostCallProcessingDuration
            talkDuration
            cleanTalkDuration
            totalDuration
            postprocessDuration
            callRecords
            voiceMailRecords
            saleDate
            saleCost
            isTransfer
            tags {
              tagId
              tagName
              tagType
              tagTypeText
              tagChangeTime
              tagUserId
              tagUserLogin
              tagEmployeeId
              tagEmployeeFullName
            }
            employees {
              employeeId
              employeeFullName
              isAnswered
              isTalked
            }
            lastAnsweredEmployeeId
            lastAnsweredEmployeeFullName
            lastAnsweredEmployeeRating
            firstAnsweredEmployeeId
            firstAnsweredEmployeeFullName
            lastTalkedEmployeeId
            lastTalkedEmployeeFullName
            firstTalkedEmployeeId
            firstTalkedEmployeeFullName
            scenarioName
            scenarioId
            callApiRequestId
            callApiExternalId
            contactId
            contactFullName
            communicationNumber
            communicationPageUrl
            uaClientId
            ymClientId
            searchQuery
            searchEngine
            referrerDomain
            referrer
            entrancePage
            gclid
            yclid
            ymclid
            efId
            channel
            channelText
            siteDomainName
            siteId
            campaignName
            campaignId
            visitOtherCampaign
            visitorId
            personId
            visitorType
            visitorTypeText
            visitorSessionId
            visitsCount
            visitorFirstCampaignId
            visitorFirstCampaignName
            visitorCity
            visitorRegion
            visitorCountry
            visitorDevice
            visitorDeviceText
            visitorCustomProperties {
              propertyName
              propertyValue
            }
            segments {
              segmentId
              segmentName
            }
            utmSource
            utmMedium
            utmTerm
            utmContent
            utmCampaign
            openstatAd
            openstatCampaign
            openstatService
            openstatSource
            attributes
            eqUtmSource
            eqUtmMedium
            eqUtmTerm
            eqUtmContent
            eqUtmCampaign
            eqUtmReferrer
            eqUtmExpid
            cpnCountryName
            cpnCountryId
            properties
            wavCallRecords
            fullRecordFileLink
            operatorPhoneNumber
            autoCallCampaignName
            sourceId
            sourceName
            sourceNew
            channelNew
            channelCode
            extId
            holdDuration
            attributesText
          }
        }
      }
    }
  }
`);

const VoximplantDetails = graphql(`
  query VoximplantDetails($id: ID!) {
    node(id: $id) {
      id
      ... on CallSession {
        details {
          ... on VoximplantSession {
            callSessionHistoryId
            accountId
            applicationId
            applicationName
            ruleName
            userId
            startDate
            duration
            initiatorAddress
            mediaServerAddress
            logFileUrl
            finishReason
            audioQuality
            customData
            active
            calls {
              callId
              startTime
              duration
              localNumber
              remoteNumber
              remoteNumberType
              diversionNumber
              incoming
              successful
              transactionId
              recordUrl
              cost
              endReason {
                code
                details
              }
              audioQuality
              direction
              mediaServerAddress
              customData
            }
            records {
              recordId
              recordName
              cost
              startTime
              duration
              recordUrl
              transactionId
              fileSize
              transcriptionUrl
              transcriptionStatus
              transcriptionTransactionId
              hdAudio
              lossless
              isRemoved
              expirationDate
              mediaParameters {
                audioCodec
                container
              }
              mediaParametersText
            }
            otherResourceUsage {
              resourceUsageId
              resourceType
              cost
              description
              usedAt
              transactionId
              resourceQuantity
              unit
              refCallId
            }
          }
        }
      }
    }
  }
`);

const ZoomDetails = graphql(`
  query ZoomDetails($id: ID!) {
    node(id: $id) {
      id
      ... on CallSession {
        details {
          ... on ZoomVoiceCall {
            engagementId
            direction
            callLegs
            distributions
            types
            subTypes
            callerNumber
            callerNumberType
            calleeNumber
            calleeNumberType
            startTime
            endTime
            totalDuration
            consumerNumber
            consumerDisplayName
            queues {
              ccQueueId
              queueId
              queueName
            }
            agents {
              userId
              displayName
              userEmail
              userRegion
              teamIds
              teamNames
              userIpAddress
              userDeviceMacAddress
              userRegisteredSipZone
              sipZoneIpAddress
            }
            flows {
              flowId
              flowName
              flowVersion
            }
            countryName
            recorded
            monitored
            inbox
            result
            callerId
            callingParty
            charge
            rates
            chargeType
            sessionBorderControllerList {
              sessionBorderControllerName
              sessionBorderControllerIpAddress
              consumerZoomTrunkName
              consumerSbcIpAddress
            }
            voiceCallDetails {
              engagementId
              callLeg
              distribution
              type
              callerNumber
              callerNumberType
              calleeNumber
              calleeNumberType
              startTime
              endTime
              totalDuration
              consumerNumber
              consumerDisplayName
              queue {
                ccQueueId
                queueId
                queueName
              }
              agents {
                userId
                displayName
                userEmail
                userRegion
                teamIds
                teamNames
                userIpAddress
                userDeviceMacAddress
                userRegisteredSipZone
                sipZoneIpAddress
              }
              flow {
                flowId
                flowName
                flowVersion
              }
              countryName
              recorded
              monitored
              inbox
              result
              callerId
              callingParty
              charge
              rate
              chargeType
            }
            engagement {
              engagementId
              startTime
              endTime
              duration
              direction
              channels {
                channel
                channelSource
              }
              consumers {
                consumerId
                consumerDisplayName
                consumerNumber
              }
              flows {
                flowId
                flowName
                flowVersion
              }
              queues {
                ccQueueId
                queueId
                queueName
              }
              agents {
                userId
                displayName
                userEmail
                userRegion
                teamIds
                teamNames
                userIpAddress
                userDeviceMacAddress
                userRegisteredSipZone
                sipZoneIpAddress
              }
              queueWaitType
              talkDuration
              flowDuration
              waitingDuration
              handlingDuration
              wrapUpDuration
              voiceMail
              dispositions {
                dispositionId
                dispositionName
              }
              notes {
                userId
                noteId
                note
                lastModifiedTime
              }
              events {
                startTime
                duration
                channel
                channelSource
                eventType
                direction
                flowId
                flowName
                queueId
                ccQueueId
                queueName
                userId
                userDisplayName
                acceptType
                transferType
                transferToFlowId
                transferToFlowName
                transferToQueueId
                transferToCcQueueId
                transferToQueueName
                transferToUserId
                transferToUserDisplayName
                transferToNumber
                conferenceType
                inviteeType
                invitee
                supervisorId
                supervisorDisplayName
                consumerId
                consumerDisplayName
                inboxId
                inboxName
              }
              surveyId
            }
          }
        }
      }
    }
  }
`);

type DetailsQuery = TypedDocumentNode<
  { readonly node: { readonly id: string; readonly details?: object | null } | { readonly id: string } | null },
  { id: string }
>;

/** For each kind of system: every field that it alone has, in its vendor's order. One question cannot hold two kinds, whose fields share names. */
export const DETAILS_OF: Readonly<Record<ProviderKind, DetailsQuery>> = {
  BITRIX24: Bitrix24Details,
  CALLGEAR: CallgearDetails,
  VOXIMPLANT: VoximplantDetails,
  ZOOM_CONTACT_CENTER: ZoomDetails,
};
