// 第三十条第三款  音像记录制作完成后，行政执法人员不得自行保管，应在24小时内按要求将信息储存至执法信息系统或本单位专用存储器。
import {
  clockFromEnd,
  endTask,
  recordingCustodyRow,
  storingTask,
  transferTask,
} from './law/recording-rows.js';
import { procedure } from './steps/case-file.js';
import { receive } from './steps/receive.js';

export const recordingCustody = procedure(recordingCustodyRow, async (file) => {
  const facts = { ...file.facts, people: file.people };
  const storing = storingTask(facts);

  // 音像记录制作完成后
  if (facts.progress === 'running')
    await file.ask(endTask(facts), (end) => ({ opens: [storing], starts: [clockFromEnd(end)] }));

  // 应在24小时内按要求将信息储存至执法信息系统或本单位专用存储器
  const stored = await receive(file, storing);
  if (stored.facts['place'] === 'dedicatedStore') await receive(file, transferTask(facts));

  return facts.source === 'thirdParty' ? 'storedAsThirdParty' : 'stored';
});
